package dev.freshet.sink.destination;

import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HexFormat;

/** One text per value, the same for every destination: what a round trip is judged by. */
final class CanonicalText {
    private CanonicalText() {}

    /** Of a value in its Java form. Moments and spans are microseconds, bytes are hexadecimal. */
    static String of(ColumnType type, Object value) {
        return switch (type) {
            case ColumnType.Date d -> LocalDate.ofEpochDay((Integer) value).toString();
            case ColumnType.Bytes b -> HexFormat.of().formatHex((byte[]) value);
            case ColumnType.Decimal d -> ((BigDecimal) value).toPlainString();
            case ColumnType.Json j -> ((String) value).replace(" ", "");
            case ColumnType t -> value.toString();
        };
    }

    /** Of a line "id|text" that a destination gave: floating point and JSON have many spellings of one value. */
    static String normalised(ColumnType type, String line) {
        int bar = line.indexOf('|');
        String text = line.substring(bar + 1);
        if (text.equals("null")) {
            return line;
        }
        return line.substring(0, bar + 1)
                + switch (type) {
                    case ColumnType.Real(int bits) ->
                        bits == 32
                                ? String.valueOf(Float.parseFloat(special(text)))
                                : String.valueOf(Double.parseDouble(special(text)));
                    case ColumnType.Decimal d -> new BigDecimal(text).toPlainString();
                    case ColumnType.Json j -> text.replace(" ", "");
                    case ColumnType t -> text;
                };
    }

    private static String special(String text) {
        return switch (text) {
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> text;
        };
    }
}
