package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.compare.Comparison;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.compare.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value of every MySQL type arrives as it was: read by the snapshot, inserted later, updated later; in a table that was
 * there before the source, and in one that was made afterwards. Server, writer and services are in four time zones.
 *
 * <p>Another destination is one more {@link Destination}. INVISIBLE columns came with MySQL 8.0.23: with the default server,
 * which is older, their cases are not among these, and the output says so. VECTOR came with 9.0, which cannot be had here.
 */
class TypeRoundTripIT {
    private static final String DATABASE = "types";
    /** The first server that makes keys for tables without one. */
    private static final Runtime.Version GENERATED_KEYS = Runtime.Version.parse("8.0.30");

    private static final String[] UNKEYED = {
        "SET sql_generate_invisible_primary_key = ON",
        "CREATE TABLE types.%s (name VARCHAR(20), n INT)",
        "SET sql_generate_invisible_primary_key = OFF",
        "INSERT INTO types.%s VALUES ('a', 1), ('a', 1), ('b', 2), ('c', 3)"
    };
    private static SnowflakeAccount snowflake;
    private static House house;
    private static Runtime.Version server;
    private static List<TypeCase> cases;

    /** Where the values are to arrive. */
    private record Destination(String name, Side side) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void openTheHouse(@TempDir Path stages) throws SQLException {
        snowflake = SnowflakeAccount.open(stages);
        house = House.open(
                service -> service.withOptions("-Duser.timezone=Europe/Berlin")
                        .withHeap("640m")
                        .withEnvironment(SnowflakeAccount.secrets()),
                "--default-time-zone=+05:30",
                "--innodb-strict-mode=OFF");
        server = house.stack().mysql().version();
        cases = TypeCase.all(server);
        if (server.compareTo(TypeCase.INVISIBLE) < 0) {
            System.out.println("MySQL " + server + " has no INVISIBLE columns (" + TypeCase.INVISIBLE
                    + " has): their cases are left out. FRESHET_MYSQL=8.0.33 brings them.");
        }
        write(Stream.concat(
                Stream.of(
                        "CREATE DATABASE " + DATABASE,
                        "CREATE TABLE types.`fl,oat (a|b)*` (id INT PRIMARY KEY, f FLOAT)",
                        "INSERT INTO types.`fl,oat (a|b)*` VALUES (1, 16777215)"),
                cases.stream()
                        .flatMap(
                                each -> Stream.concat(Stream.of(each.create(DATABASE)), each.firstInserts(DATABASE)))));
        if (generatesKeys()) {
            write(unkeyed("unkeyed"));
        }
        house.capture(DATABASE);
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", DATABASE, "pg", "");
        house.pipeline("to-duck", DATABASE, "duck", "");
        house.apply(snowflake.destination("snow", "preserve"));
        house.pipeline("to-snow", DATABASE, "snow", "flush: {preset: realtime}\n");
        house.awaitState(Kind.SOURCE, DATABASE, "STREAMING");
        write(cases.stream().flatMap(each -> each.laterChanges(DATABASE)));
        write(lateCases()
                .flatMap(each -> Stream.concat(
                        Stream.of(each.create(DATABASE)),
                        Stream.concat(each.firstInserts(DATABASE), each.laterChanges(DATABASE)))));
    }

    @AfterAll
    static void closeIt() {
        house.close();
        snowflake.close();
    }

    /** The same once more in tables that are made while the source streams. */
    private static Stream<TypeCase> lateCases() {
        return cases.stream().map(TypeRoundTripIT::late);
    }

    private static TypeCase late(TypeCase each) {
        return each.named("late_" + each.table());
    }

    /** In a zone of its own, and without the modes in which MySQL refuses dates that are none. */
    private static void write(Stream<String> statements) throws SQLException {
        try (Connection connection = house.stack().mysql().connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = '', time_zone = '-07:00'");
            for (String sql : statements.toList()) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(sql.substring(0, Math.min(200, sql.length())) + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static List<Destination> destinations() {
        return List.of(
                new Destination("PostgreSQL", house.postgresSide()),
                new Destination("DuckDB", house.duckdbSide("duck")),
                new Destination("Snowflake", snowflake.side()));
    }

    static List<Arguments> cases() {
        return destinations().stream()
                .flatMap(destination ->
                        Stream.concat(cases.stream(), lateCases()).map(each -> Arguments.of(each, destination)))
                .toList();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("cases")
    void everyValueArrivesAsItWas(TypeCase each, Destination destination) {
        arrives(each.table(), destination);
    }

    private static void arrives(String name, Destination destination) {
        Shape shape = house.shapes(DATABASE).stream()
                .filter(table -> table.table().equals(name))
                .findFirst()
                .orElseThrow();
        await().atMost(House.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(e -> e instanceof Side.Unreadable || e instanceof Refused)
                .untilAsserted(() -> {
                    Verdict verdict = Comparison.compare(shape, house.mysqlSide(), destination.side());
                    assertThat(verdict.equal()).as(verdict::line).isTrue();
                });
    }

    @Test
    void keysOfDatesAndBooleansFindTheirRow() throws SQLException {
        write(Stream.of(
                "CREATE TABLE types.dated (d DATE, m TIMESTAMP(6), b BOOL, y YEAR, v BINARY(3), n INT, PRIMARY KEY (d, m, b, y, v))",
                "INSERT INTO types.dated VALUES ('2024-01-01', '2024-01-01 01:02:03.000004', 2, 2024, 'a', 1)",
                "INSERT INTO types.dated VALUES ('2024-01-01', '2024-01-01 01:02:03.000005', 2, 2024, 'a', 1)",
                "UPDATE types.dated SET n = n + 1",
                "DELETE FROM types.dated WHERE m = '2024-01-01 01:02:03.000005'"));
        String only = "SELECT CASE WHEN count(*) = 1 THEN max(n) END FROM types.dated";
        await().atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(house.postgresValue(only)).isEqualTo("2");
            assertThat(duckdbValue(only)).isEqualTo("2");
            assertThat(snowflake.value(only)).isEqualTo("2");
        });
    }

    @Test
    void aTextWithTheNulCharacterIsADeadLetterInPostgresOnly() throws SQLException {
        write(Stream.of(
                "CREATE TABLE types.nuls (id INT PRIMARY KEY, t TEXT)",
                "INSERT INTO types.nuls VALUES (1, 'a'), (2, CONCAT('b', CHAR(0), 'c')), (3, 'd')"));
        await().atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(house.postgresValue("SELECT string_agg(t, '' ORDER BY id) FROM types.nuls"))
                    .isEqualTo("ad");
            String texts = "SELECT string_agg(hex(encode(t)), ' ' ORDER BY id) FROM types.nuls";
            assertThat(duckdbValue(texts)).isEqualTo("61 620063 64");
            assertThat(snowflake.value(texts)).isEqualTo("61 620063 64");
        });
    }

    @Test
    void aValueOfSixteenMegabytesArrivesAndCanBeUpdated() throws SQLException {
        write(Stream.of(
                "CREATE TABLE types.large (id INT PRIMARY KEY, b MEDIUMBLOB)",
                "INSERT INTO types.large VALUES (1, REPEAT(x'FF00AB', 1000000)), (2, REPEAT('x', 16777215))",
                "UPDATE types.large SET b = REPEAT('y', 16777215) WHERE id = 2"));
        String large = "SELECT string_agg(md5(b), ' ' ORDER BY id) FROM types.large";
        String expected = mysqlValue("SELECT GROUP_CONCAT(MD5(b) ORDER BY id SEPARATOR ' ') FROM types.large");
        await().atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(house.postgresValue(large)).isEqualTo(expected);
            assertThat(duckdbValue(large)).isEqualTo(expected);
            assertThat(snowflake.value(large)).isEqualTo(expected);
        });
    }

    @Test
    void aTableWhoseNameIsNoTopicArrivesWithUnderscores() throws SQLException {
        write(Stream.of(
                "CREATE TABLE types.`order items` (id INT PRIMARY KEY)",
                "CREATE TABLE types.`Mixed-Case` (id INT PRIMARY KEY)",
                "INSERT INTO types.`order items` VALUES (7)",
                "INSERT INTO types.`Mixed-Case` VALUES (8)"));
        await().atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            String both = "SELECT a.id * 10 + b.id FROM types.order_items a, types.\"Mixed-Case\" b";
            assertThat(house.postgresValue(both)).isEqualTo("78");
            assertThat(duckdbValue(both)).isEqualTo("78");
            assertThat(snowflake.value(both)).isEqualTo("78");
        });
    }

    private static boolean generatesKeys() {
        return server.compareTo(GENERATED_KEYS) >= 0;
    }

    private static Stream<String> unkeyed(String table) {
        return Stream.of(UNKEYED).map(sql -> sql.formatted(table));
    }

    @Test
    void anInvisibleKeyThatMySqlMadeIsTheKey() throws SQLException {
        if (!generatesKeys()) {
            System.out.println("MySQL " + server + " makes no invisible keys (" + GENERATED_KEYS
                    + " does). FRESHET_MYSQL=8.0.33 proves them.");
            assertThatThrownBy(() -> write(unkeyed("unkeyed"))).hasMessageContaining("Unknown system variable");
            return;
        }
        write(unkeyed("late_unkeyed"));
        for (String table : List.of("unkeyed", "late_unkeyed")) {
            write(Stream.of(
                    "UPDATE types." + table + " SET n = n + 10 WHERE my_row_id = 2",
                    "DELETE FROM types." + table + " WHERE name = 'b'"));
            for (Destination destination : destinations()) {
                arrives(table, destination);
            }
        }
        assertThat(house.postgresValue(
                        "SELECT string_agg(my_row_id || name || n, ' ' ORDER BY my_row_id) FROM types.unkeyed"))
                .isEqualTo("1a1 2a11 4c3");
    }

    @Test
    void aSnapshotReadsSinglesAlsoOfATableWithAnOddName() throws SQLException {
        write(Stream.of("INSERT INTO types.`fl,oat (a|b)*` VALUES (2, 16777215)"));
        String equal = "SELECT count(*) FROM types.fl_oat__a_b__ WHERE f = 16777215";
        await().atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(house.postgresValue(equal)).isEqualTo("2");
            assertThat(duckdbValue(equal)).isEqualTo("2");
            assertThat(snowflake.value(equal)).isEqualTo("2");
        });
    }

    private static String duckdbValue(String sql) {
        return house.api().query("duck", sql).rows().getFirst().get(0).asText();
    }

    private static String mysqlValue(String sql) throws SQLException {
        try (Connection connection = house.stack().mysql().connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
