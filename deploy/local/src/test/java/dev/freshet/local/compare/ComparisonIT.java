package dev.freshet.local.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.Stack;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shop of a real MySQL against copies in a real PostgreSQL and a real DuckDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonIT {
    private final Stack stack = Stack.plan().mysql().postgres().start();
    private final MySqlServer mysql = stack.mysql();
    private final Side source = new JdbcSide(Dialect.MYSQL, () -> mysql.connect(""));
    private final Side postgres = new JdbcSide(Dialect.POSTGRESQL, stack.postgres()::connect);
    private List<Shape> shapes = List.of();
    private @Nullable Connection duckdb;

    @BeforeAll
    void twoCopies() throws SQLException {
        try (Connection connection = mysql.connect("")) {
            ShopLoader.load(connection, Shop.Sizes.of(2_000), 1);
            try (Workload workload = new Workload(() -> mysql.connect(""), 1_000_000, 2)) {
                workload.start();
                while (workload.transactions() < 200) {
                    assertThat(workload.reconnects()).as(workload.lastError()).isZero();
                    Thread.onSpinWait();
                }
            }
            shapes = MySqlShapes.of(connection, Shop.DATABASE);
        }
        assertThat(shapes).extracting(Shape::table).containsExactlyInAnyOrderElementsOf(Shop.TABLES);
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        for (Shape shape : shapes) {
            copy(shape, duck(), Dialect.DUCKDB);
            try (Connection connection = stack.postgres().connect()) {
                copy(shape, connection, Dialect.POSTGRESQL);
            }
        }
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void faithfulCopiesAreEqual() {
        for (Shape shape : shapes) {
            assertThat(Comparison.compare(shape, source, postgres)).matches(Verdict::equal, "equal");
            assertThat(Comparison.compare(shape, source, paged())).matches(Verdict::equal, "equal");
        }
    }

    @Test
    void oneChangedCellOneMissingAndOneExtraRowAreFoundInPostgres() throws SQLException {
        try (Connection connection = stack.postgres().connect()) {
            Verdict verdict = disturbed(connection, postgres);
            assertThat(List.of(verdict.changed(), verdict.missing(), verdict.extra()))
                    .containsExactly(1L, 1L, 1L);
        }
    }

    @Test
    void oneChangedCellOneMissingAndOneExtraRowAreFoundInDuckDb() throws SQLException {
        Verdict verdict = disturbed(duck(), paged());
        assertThat(List.of(verdict.changed(), verdict.missing(), verdict.extra()))
                .containsExactly(1L, 1L, 1L);
    }

    private Verdict disturbed(Connection connection, Side destination) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE shop.kept AS SELECT * FROM shop.products");
            statement.execute(
                    "UPDATE shop.products SET stock = stock + 1 WHERE sku = (SELECT min(sku) FROM shop.products)");
            statement.execute("DELETE FROM shop.products WHERE sku = (SELECT max(sku) FROM shop.products)");
            statement.execute("INSERT INTO shop.products(sku, title, price, stock) VALUES ('SKU-0005', 'x', 1, 1)");
            Verdict verdict = Comparison.compare(products(), source, destination);
            statement.execute("DELETE FROM shop.products");
            statement.execute("INSERT INTO shop.products SELECT * FROM shop.kept");
            statement.execute("DROP TABLE shop.kept");
            return verdict;
        }
    }

    private Shape products() {
        return shapes.stream()
                .filter(shape -> shape.table().equals("products"))
                .findFirst()
                .orElseThrow();
    }

    private Connection duck() {
        return java.util.Objects.requireNonNull(duckdb);
    }

    private Side paged() {
        return new PagedSide(this::texts, 150);
    }

    private List<List<@Nullable String>> texts(String sql) {
        List<List<@Nullable String>> all = new ArrayList<>();
        try (Statement statement = duck().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
                all.add(cells);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return all;
    }

    private void copy(Shape shape, Connection target, Dialect dialect) throws SQLException {
        try (Statement statement = target.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS shop");
            statement.execute("CREATE TABLE " + dialect.table(shape) + " ("
                    + shape.columns().stream()
                            .map(column -> dialect.quoted(column.name()) + " " + type(column, dialect))
                            .collect(Collectors.joining(", "))
                    + ", _freshet_position VARCHAR)");
        }
        String marks = String.join(
                ", ",
                shape.columns().stream()
                        .map(column -> "CAST(? AS " + type(column, dialect) + ")")
                        .toList());
        target.setAutoCommit(false);
        try (PreparedStatement insert = target.prepareStatement(
                        "INSERT INTO " + dialect.table(shape) + " VALUES (" + marks + ", 'x')");
                Side.Rows rows = source.rows(shape)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < row.cells().size(); i++) {
                    Kind kind = shape.columns().get(i).kind();
                    String cell = row.cells().get(i);
                    if (kind == Kind.BYTES && cell != null) {
                        insert.setBytes(i + 1, java.util.HexFormat.of().parseHex(cell));
                    } else {
                        insert.setString(i + 1, kind == Kind.TIMESTAMP && cell != null ? cell + "Z" : cell);
                    }
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        target.commit();
        target.setAutoCommit(true);
    }

    private static String type(Shape.Column column, Dialect dialect) {
        boolean duck = dialect == Dialect.DUCKDB;
        return switch (column.kind()) {
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DECIMAL(20,4)";
            case FLOAT -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case TEXT -> "VARCHAR";
            case BYTES, BITS, GEOMETRY -> duck ? "BLOB" : "BYTEA";
            case DATE -> "DATE";
            case DATETIME -> "TIMESTAMP";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case TIME -> "INTERVAL";
            case JSON -> duck ? "VARCHAR" : "JSONB";
        };
    }
}
