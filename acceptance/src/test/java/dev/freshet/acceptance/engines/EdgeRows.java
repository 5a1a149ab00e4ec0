package dev.freshet.acceptance.engines;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.event.RowView;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table with a column of each type and rows at the edges of the types, as the service sees it and as a file that Flink reads. The
 * columns' values are lists of different lengths, repeated, so that rows differ in what meets what.
 */
final class EdgeRows {
    static final int ROWS = 36;
    static final String TABLE = "t";

    private record Edge(String name, ColumnType type, String ddl, List<@Nullable Object> values) {}

    private static Edge edge(String name, ColumnType type, String ddl, @Nullable Object... values) {
        return new Edge(name, type, ddl, Arrays.asList(values));
    }

    private static final List<Edge> EDGES = List.of(
            edge(
                    "id",
                    new ColumnType.Int(32),
                    "INT",
                    IntStream.range(0, ROWS).boxed().toArray()),
            edge("q", new ColumnType.Bool(), "BOOLEAN", true, false, null),
            edge("r", new ColumnType.Bool(), "BOOLEAN", true, true, false, null, false),
            edge("s", new ColumnType.Int(16), "SMALLINT", 7, 0, 1, -1, 32767, -32768, null),
            edge("n", new ColumnType.Int(32), "INT", -3, 0, 1, 10, 2147483647, -2147483648, null, 100),
            edge(
                    "b",
                    new ColumnType.Int(64),
                    "BIGINT",
                    42L,
                    0L,
                    -1L,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE,
                    null,
                    1_000_000_007L),
            edge(
                    "m",
                    new ColumnType.Decimal(10, 2),
                    "DECIMAL(10, 2)",
                    decimals(
                            "129.95",
                            "0.00",
                            "1.00",
                            "-1.00",
                            "-0.01",
                            "99999999.99",
                            null,
                            "2.50",
                            "-2.50",
                            "3.45",
                            "-99999999.99")),
            edge(
                    "w",
                    new ColumnType.Decimal(30, 10),
                    "DECIMAL(30, 10)",
                    decimals("1.5000000000", "0.0000000000", "12345678901234567890.1234567890", null, "-0.0000000001")),
            edge(
                    "f",
                    new ColumnType.Real(32),
                    "FLOAT",
                    0.5f,
                    0f,
                    -0f,
                    -1.25f,
                    Float.MAX_VALUE,
                    Float.MIN_VALUE,
                    Float.NaN,
                    Float.POSITIVE_INFINITY,
                    null,
                    16777216f,
                    0.1f),
            edge(
                    "d",
                    new ColumnType.Real(64),
                    "DOUBLE",
                    2.25,
                    0.0,
                    -0.0,
                    -2.5,
                    Double.MAX_VALUE,
                    Double.MIN_VALUE,
                    Double.NaN,
                    Double.NEGATIVE_INFINITY,
                    null,
                    1e15,
                    0.1,
                    123456789.987,
                    2.5),
            edge(
                    "t",
                    new ColumnType.Text(),
                    "STRING",
                    "Zwölf 🦆 Ducks",
                    "",
                    " a ",
                    "abc",
                    "ABC",
                    "a,b,,c",
                    "İstanbul ß",
                    null,
                    "x%y_z",
                    "Ann.Lee@Example.com",
                    "O'Brien \\ n",
                    "aaa",
                    "tab\tline\nend"),
            edge(
                    "u",
                    new ColumnType.Text(),
                    "STRING",
                    "12",
                    " 12 ",
                    "-7",
                    "1.5",
                    "1e3",
                    "x",
                    "",
                    "true",
                    "F",
                    "2026-02-28",
                    "2026-02-30",
                    "2026-02-28 23:59:59.123456",
                    "99999999999999999999",
                    "NaN",
                    "+5",
                    null,
                    "12:34:56",
                    "2026-2-3",
                    "2026-02-28T10:11:12",
                    "-",
                    "2026-2",
                    "  2026-02-03 ",
                    "2026-02-28 23:59:59Z",
                    "2026-02-31 10:00:00"),
            edge(
                    "j",
                    new ColumnType.Json(),
                    "STRING",
                    "{\"a\": {\"b\": [1, \"two\", null, true]}, \"n\": 12.5}",
                    "{}",
                    "[]",
                    "[1, 2.0, {\"a\": \"x\"}]",
                    "null",
                    "not json",
                    null,
                    "{\"a\": null, \"n\": 1e2, \"s\": \"ü \\\"q\\\"\"}",
                    "\"text\""),
            edge(
                    "x",
                    new ColumnType.Bytes(),
                    "BYTES",
                    "abc".getBytes(StandardCharsets.UTF_8),
                    new byte[0],
                    new byte[] {(byte) 0xc3, (byte) 0xbc, 0x20},
                    null),
            edge(
                    "born",
                    new ColumnType.Date(),
                    "DATE",
                    days(
                            "2026-02-28",
                            "1970-01-01",
                            "1969-12-31",
                            "2024-02-29",
                            null,
                            "2025-12-29",
                            "9000-12-31",
                            "1582-10-15")),
            edge(
                    "ts",
                    new ColumnType.Timestamp(),
                    "TIMESTAMP(6)",
                    moments(
                            "2026-02-28T23:59:59.123456",
                            "1970-01-01T00:00:00",
                            "1969-12-31T23:59:59.999999",
                            "2024-02-29T12:00:00.5",
                            null,
                            "2027-01-03T10:20:30",
                            "1900-01-01T00:00:00.000001")),
            edge(
                    "seen",
                    new ColumnType.Instant(),
                    "TIMESTAMP_LTZ(6)",
                    moments(
                            "2026-02-28T23:59:59.123456",
                            "1970-01-01T00:00:00",
                            "1969-12-31T23:59:59.999999",
                            null,
                            "2024-12-30T00:00:00.001")));

    static final TableSchema SCHEMA = new TableSchema(
            EDGES.stream()
                    .map(edge -> new Column(edge.name(), edge.type(), true))
                    .toList(),
            List.of("id"));

    private EdgeRows() {}

    private static @Nullable Object[] decimals(@Nullable String... texts) {
        return Arrays.stream(texts)
                .map(text -> text == null ? null : new BigDecimal(text))
                .toArray();
    }

    private static @Nullable Object[] days(@Nullable String... texts) {
        return Arrays.stream(texts)
                .map(text -> text == null ? null : (int) LocalDate.parse(text).toEpochDay())
                .toArray();
    }

    private static @Nullable Object[] moments(@Nullable String... texts) {
        return Arrays.stream(texts)
                .map(text -> text == null ? null : micros(LocalDateTime.parse(text)))
                .toArray();
    }

    static long micros(LocalDateTime moment) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), moment);
    }

    static LocalDateTime moment(long micros) {
        return LocalDateTime.of(1970, 1, 1, 0, 0).plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable Object value(Edge edge, int row) {
        return edge.values().get(row % edge.values().size());
    }

    /** A value as Java prints it; empty for NULL. */
    static String text(String column, int row) {
        Object value = EDGES.stream()
                .filter(edge -> edge.name().equals(column))
                .findFirst()
                .map(edge -> value(edge, row))
                .orElse(null);
        return value == null ? "" : value.toString();
    }

    static RowView row(int row) {
        return column -> value(EDGES.get(column), row);
    }

    /** What a person must know of a row to see why it is special: the values of the columns that the expression names. */
    static String describe(int row, String expression) {
        return EDGES.stream()
                .filter(edge -> expression.matches("(?s).*\\b" + edge.name() + "\\b.*"))
                .map(edge -> edge.name() + "=" + json(edge, row).get(edge.name()))
                .collect(Collectors.joining(" "));
    }

    /** Writes the rows into the folder as JSON and returns the statement that makes them a table. */
    static String forFlink(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            for (Edge edge : EDGES) {
                line.setAll(json(edge, row));
            }
            lines.add(line.toString());
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("rows.json"), lines);
        return EDGES.stream()
                        .map(edge -> "`" + edge.name() + "` " + edge.ddl())
                        .collect(Collectors.joining(", ", "CREATE TEMPORARY TABLE " + TABLE + " (", ")"))
                + " WITH ('connector' = 'filesystem', 'format' = 'json', 'path' = '" + folder.toUri() + "')";
    }

    private static ObjectNode json(Edge edge, int row) {
        ObjectNode cell = JsonNodeFactory.instance.objectNode();
        Object value = value(edge, row);
        return switch (value) {
            case null -> cell.putNull(edge.name());
            case Boolean truth -> cell.put(edge.name(), truth);
            case Integer days
            when edge.type() instanceof ColumnType.Date ->
                cell.put(edge.name(), LocalDate.ofEpochDay(days).toString());
            case Integer number -> cell.put(edge.name(), number);
            case Long micros when edge.type() instanceof ColumnType.Timestamp -> cell.put(edge.name(), text(micros));
            case Long micros
            when edge.type() instanceof ColumnType.Instant -> cell.put(edge.name(), text(micros) + "Z");
            case Long number -> cell.put(edge.name(), number);
            case byte[] bytes -> cell.put(edge.name(), bytes);
            // NaN and the infinities have no form in JSON, and a decimal must keep its digits
            default ->
                cell.put(edge.name(), value instanceof BigDecimal exact ? exact.toPlainString() : value.toString());
        };
    }

    private static String text(long micros) {
        LocalDateTime moment = moment(micros);
        return moment.toLocalDate() + " "
                + java.time.format.DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS")
                        .format(moment.atOffset(ZoneOffset.UTC));
    }
}
