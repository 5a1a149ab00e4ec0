package dev.freshet.source.stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.freshet.evolution.Widening;
import dev.freshet.schema.ColumnType;
import dev.freshet.source.body.Event;
import java.time.Instant;

/** Values of events as cells of columns. */
final class Cells {
    /** Every whole number up to here is a double, too. */
    private static final long EXACT = 1L << 53;

    private Cells() {}

    /** The type of a column that holds only this. */
    static ColumnType type(Object value) {
        return switch (value) {
            case Boolean b -> new ColumnType.Bool();
            case Integer i -> new ColumnType.Int(32);
            case Long l -> new ColumnType.Int(64);
            case Double d -> new ColumnType.Real(64);
            case Instant time -> new ColumnType.Instant();
            case Event.JsonText json -> new ColumnType.Json();
            default -> new ColumnType.Text();
        };
    }

    /** Whether the column can hold this value as it is, whatever others of its type it could not. */
    static boolean fits(Object value, ColumnType column) {
        return switch (column) {
            case ColumnType.Json() -> true;
            case ColumnType.Real(int bits) when value instanceof Long whole -> whole <= EXACT && whole >= -EXACT;
            case ColumnType.Int(int bits)
            when value instanceof Double real ->
                real == Math.rint(real) && Math.abs(real) <= (bits == 32 ? Integer.MAX_VALUE : EXACT);
            default -> Widening.fits(type(value), column);
        };
    }

    /** In the form that Kafka Connect has for the column; only for a value that fits. */
    static Object cell(Object value, ColumnType column) {
        return switch (column) {
            case ColumnType.Int(int bits) when bits <= 32 -> (int) whole(value);
            case ColumnType.Int(int bits) -> whole(value);
            case ColumnType.Real(int bits) ->
                value instanceof Number number ? number.doubleValue() : (double) whole(value);
            case ColumnType.Json() -> json(value);
            case ColumnType.Text() -> text(value);
            case ColumnType.Instant() -> value.toString();
            default -> value;
        };
    }

    private static long whole(Object value) {
        return value instanceof Number number ? number.longValue() : (Boolean) value ? 1 : 0;
    }

    private static String text(Object value) {
        return switch (value) {
            case Event.JsonText(String json) -> json;
            case Event.Digits(String digits) -> digits;
            default -> value.toString();
        };
    }

    private static String json(Object value) {
        return value instanceof String || value instanceof Instant
                ? '"' + new String(JsonStringEncoder.getInstance().quoteAsString(value.toString())) + '"'
                : text(value);
    }
}
