package dev.freshet.source.mysql;

import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A short connection to ask a server about itself. */
public final class MySqlSession implements AutoCloseable {
    private static final Pattern USE = Pattern.compile("use `((?:[^`]|``)+)`; ");

    private final Connection connection;

    private MySqlSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param driver further properties of MySQL's JDBC driver
     * @throws SQLException when the server cannot be reached or refuses the login
     */
    public static MySqlSession open(String host, int port, String user, String password, Map<String, String> driver)
            throws SQLException {
        Properties properties = new Properties();
        properties.put("user", user);
        properties.put("password", password);
        properties.put("connectTimeout", "5000");
        properties.put("socketTimeout", "30000");
        properties.put("connectionTimeZone", "UTC");
        properties.putAll(driver);
        return new MySqlSession(new Driver().connect("jdbc:mysql://" + host + ":" + port + "/", properties));
    }

    /** The server's identity: another one means that the binary log is another one too. */
    public String serverUuid() throws SQLException {
        String uuid = variables("server_uuid").get("server_uuid");
        if (uuid == null) {
            throw new SQLException("the server has no server_uuid: it is not MySQL 5.6 or newer");
        }
        return uuid;
    }

    /** Whether it keeps names of tables in lower case, however they are spelt. */
    public boolean lowerCaseNames() throws SQLException {
        return "1".equals(variables("lower_case_table_names").get("lower_case_table_names"));
    }

    /**
     * The database that was in use when a statement ran.
     *
     * @param position of its event in the file of the binary log
     * @return empty when none was, or the event is no statement
     */
    public Optional<String> databaseInUse(String file, long position) throws SQLException {
        String sql = "SHOW BINLOG EVENTS IN '" + file.replace("'", "''") + "' FROM " + position + " LIMIT 1";
        return rows(sql).stream()
                .map(event -> USE.matcher(event.getLast()))
                .filter(Matcher::lookingAt)
                .map(use -> use.group(1).replace("``", "`"))
                .findFirst();
    }

    /** Global variables whose name is LIKE the pattern. */
    Map<String, String> variables(String like) throws SQLException {
        Map<String, String> found = new HashMap<>();
        for (List<String> row : rows("SHOW GLOBAL VARIABLES LIKE '" + like + "'")) {
            found.put(row.get(0), row.get(1));
        }
        return found;
    }

    List<List<String>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String cell = result.getString(i);
                    row.add(cell == null ? "" : cell);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
