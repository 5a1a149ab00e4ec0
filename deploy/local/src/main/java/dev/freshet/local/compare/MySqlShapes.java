package dev.freshet.local.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of a MySQL database as its catalogue describes them. */
public final class MySqlShapes {
    private static final String TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
            + " AND table_type = 'BASE TABLE' ORDER BY table_name";
    private static final String COLUMNS = "SELECT column_name, data_type, column_type FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position";
    private static final String KEY = "SELECT column_name FROM information_schema.statistics"
            + " WHERE table_schema = ? AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index";

    private MySqlShapes() {}

    public static List<Shape> of(Connection connection, String database) throws SQLException {
        List<Shape> shapes = new ArrayList<>();
        for (String[] table : query(connection, TABLES, 1, database)) {
            List<Shape.Column> columns = query(connection, COLUMNS, 3, database, table[0]).stream()
                    .map(cells -> new Shape.Column(cells[0], kind(cells[1], cells[2])))
                    .toList();
            List<String> key = query(connection, KEY, 1, database, table[0]).stream()
                    .map(cells -> cells[0])
                    .toList();
            shapes.add(new Shape(database, table[0], columns, key));
        }
        return shapes;
    }

    private static List<String[]> query(Connection connection, String sql, int width, String... arguments)
            throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    String[] cells = new String[width];
                    for (int i = 0; i < width; i++) {
                        cells[i] = result.getString(i + 1);
                    }
                    rows.add(cells);
                }
            }
        }
        return rows;
    }

    /** @param columnType with its length, such as {@code bit(1)} */
    static Kind kind(String dataType, String columnType) {
        return switch (dataType.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint", "year" -> Kind.INTEGER;
            case "decimal" -> Kind.DECIMAL;
            case "float" -> Kind.FLOAT;
            case "double" -> Kind.DOUBLE;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> Kind.BYTES;
            case "date" -> Kind.DATE;
            case "datetime" -> Kind.DATETIME;
            case "timestamp" -> Kind.TIMESTAMP;
            case "time" -> Kind.TIME;
            case "json" -> Kind.JSON;
            case "bit" -> columnType.equals("bit(1)") ? Kind.INTEGER : Kind.BITS;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geomcollection",
                    "geometrycollection" -> Kind.GEOMETRY;
            default -> Kind.TEXT;
        };
    }
}
