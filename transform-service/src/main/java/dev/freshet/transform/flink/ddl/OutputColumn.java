package dev.freshet.transform.flink.ddl;

import dev.freshet.schema.ColumnType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of the result.
 *
 * @param name as the query has it
 * @param type as Flink describes it, e.g. {@code DECIMAL(38, 2)}
 */
public record OutputColumn(String name, String type) {
    private static final Pattern TYPE = Pattern.compile("([A-Z_]+)(?:\\((\\d+)(?:, *(\\d+))?\\))?.*", Pattern.DOTALL);
    private static final int DEFAULT_PRECISION = 10;

    private Matcher parsed() {
        Matcher matcher = TYPE.matcher(type.toUpperCase(Locale.ROOT).strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + type + "' is no type of Flink's");
        }
        return matcher;
    }

    /** As what it is kept; empty for a type that no table of ours has. */
    public Optional<ColumnType> column() {
        Matcher parsed = parsed();
        return Optional.ofNullable(
                switch (parsed.group(1)) {
                    case "BOOLEAN" -> new ColumnType.Bool();
                    case "TINYINT", "SMALLINT" -> new ColumnType.Int(16);
                    case "INT", "INTEGER" -> new ColumnType.Int(32);
                    case "BIGINT" -> new ColumnType.Int(64);
                    case "DECIMAL" ->
                        new ColumnType.Decimal(number(parsed.group(2), DEFAULT_PRECISION), number(parsed.group(3), 0));
                    case "FLOAT" -> new ColumnType.Real(32);
                    case "DOUBLE" -> new ColumnType.Real(64);
                    case "CHAR", "VARCHAR", "STRING", "NULL" -> new ColumnType.Text();
                    case "BINARY", "VARBINARY", "BYTES" -> new ColumnType.Bytes();
                    case "DATE" -> new ColumnType.Date();
                    case "TIME" -> new ColumnType.Time();
                    case "TIMESTAMP" -> new ColumnType.Timestamp();
                    case "TIMESTAMP_LTZ" -> new ColumnType.Instant();
                    case "ROW", "ARRAY", "MAP" -> new ColumnType.Json();
                    default -> null;
                });
    }

    private static int number(String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /** Its type in the table that the job writes: Flink's Avro knows no moments finer than milliseconds, so they go as texts. */
    String physical() {
        return switch (column().orElseThrow()) {
            case ColumnType.Bool() -> "BOOLEAN";
            case ColumnType.Int(int bits) -> bits == 64 ? "BIGINT" : "INT";
            case ColumnType.Decimal(int precision, int scale) -> "DECIMAL(" + precision + ", " + scale + ")";
            case ColumnType.Real(int bits) -> bits == 32 ? "FLOAT" : "DOUBLE";
            case ColumnType.Bytes() -> "BYTES";
            case ColumnType.Date() -> "DATE";
            case ColumnType.Text() -> "STRING";
            case ColumnType.Json() -> "STRING";
            case ColumnType.Time() -> "STRING";
            case ColumnType.Timestamp() -> "STRING";
            case ColumnType.Instant() -> "STRING";
        };
    }

    /** Its value in that table. */
    String value() {
        String column = Text.name(name);
        return switch (column().orElseThrow()) {
            case ColumnType.Json() -> "JSON_STRING(" + column + ")";
            case ColumnType.Timestamp() -> "CAST(CAST(" + column + " AS TIMESTAMP(6)) AS STRING)";
            case ColumnType.Instant() -> "CAST(CAST(" + column + " AS TIMESTAMP_LTZ(6)) AS STRING)";
            default -> "CAST(" + column + " AS " + physical() + ")";
        };
    }
}
