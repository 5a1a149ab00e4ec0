package dev.freshet.transform.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions of texts. Positions and lengths count characters (code points), from 1. */
final class TextFunctions {
    private TextFunctions() {}

    static Evaluator compile(Function function, List<Expression> types, List<Evaluator> operands) {
        return switch (function) {
            case LOWER -> strict(operands, values -> text(values, 0).toLowerCase(Locale.ROOT));
            case UPPER -> strict(operands, values -> text(values, 0).toUpperCase(Locale.ROOT));
            case TRIM -> strict(operands, values -> trim(text(values, 0), text(values, 1), text(values, 2)));
            case SUBSTRING -> strict(operands, TextFunctions::substring);
            case CONCAT -> concat(operands);
            case CONCAT_WS ->
                row -> joined(operands.stream().map(each -> each.eval(row)).toList());
            case REPLACE -> strict(operands, values -> text(values, 0).replace(text(values, 1), text(values, 2)));
            case LEFT -> strict(operands, values -> left(text(values, 0), number(values, 1)));
            case RIGHT -> strict(operands, values -> right(text(values, 0), number(values, 1)));
            case POSITION -> strict(operands, values -> position(text(values, 0), text(values, 1)));
            case CHAR_LENGTH -> strict(operands, values -> length(text(values, 0)));
            case SPLIT_INDEX ->
                strict(
                        operands,
                        values -> part(
                                text(values, 0),
                                values[1] instanceof Number code
                                        ? Character.toString(code.intValue())
                                        : text(values, 1),
                                number(values, 2)));
            case MASK -> strict(operands, values -> mask(text(values, 0), values.length > 1 ? number(values, 1) : 0));
            default -> throw new IllegalArgumentException(function + " is not of texts: " + types);
        };
    }

    interface Strict {
        @Nullable
        Object apply(Object[] values);
    }

    /** NULL when any operand is. */
    static Evaluator strict(List<Evaluator> operands, Strict function) {
        Evaluator[] all = operands.toArray(Evaluator[]::new);
        return row -> {
            Object[] values = new Object[all.length];
            for (int i = 0; i < all.length; i++) {
                Object value = all[i].eval(row);
                if (value == null) {
                    return null;
                }
                values[i] = value;
            }
            return function.apply(values);
        };
    }

    static String text(Object[] values, int i) {
        return (String) values[i];
    }

    static int number(Object[] values, int i) {
        long wide = ((Number) values[i]).longValue();
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, wide));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Evaluator concat(List<Evaluator> operands) {
        return strict(operands, values -> {
            StringBuilder all = new StringBuilder();
            for (Object value : values) {
                all.append((String) value);
            }
            return all.toString();
        });
    }

    private static @Nullable Object joined(List<@Nullable Object> values) {
        Object separator = values.get(0);
        if (separator == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (Object value : values.subList(1, values.size())) {
            if (value != null) {
                parts.add((String) value);
            }
        }
        return String.join((String) separator, parts);
    }

    private static String trim(String where, String characters, String text) {
        if (characters.isEmpty()) {
            return text;
        }
        int start = 0;
        int end = text.length();
        if (!where.equals("TRAILING")) {
            while (start < end && characters.indexOf(text.codePointAt(start)) >= 0) {
                start += Character.charCount(text.codePointAt(start));
            }
        }
        if (!where.equals("LEADING")) {
            while (end > start && characters.indexOf(text.codePointBefore(end)) >= 0) {
                end -= Character.charCount(text.codePointBefore(end));
            }
        }
        return text.substring(start, end);
    }

    /** As Flink's: position 0 is 1, a negative one counts from the end; no characters for a position beyond either end. */
    private static String substring(Object[] values) {
        String text = text(values, 0);
        int size = length(text);
        int start = number(values, 1);
        int length = values.length > 2 ? number(values, 2) : Integer.MAX_VALUE;
        int from = start > 0 ? start - 1 : start < 0 ? size + start : 0;
        if (from < 0 || from >= size || length <= 0) {
            return "";
        }
        int to = (int) Math.min(size, (long) from + length);
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    private static String left(String text, int count) {
        return count <= 0 ? "" : text.substring(0, Casts.end(text, count));
    }

    private static String right(String text, int count) {
        int size = length(text);
        return count <= 0 ? "" : count >= size ? text : text.substring(text.offsetByCodePoints(0, size - count));
    }

    private static Integer position(String wanted, String text) {
        int at = text.indexOf(wanted);
        return at < 0 ? 0 : text.codePointCount(0, at) + 1;
    }

    /** Counted from 0; NULL beyond the last part, as Flink's. An empty text has no part; an empty separator is any white space. */
    private static @Nullable String part(String text, String separator, int index) {
        if (index < 0 || text.isEmpty()) {
            return null;
        }
        if (separator.isEmpty()) {
            String[] words = text.split("\\s", -1);
            return index < words.length ? words[index] : null;
        }
        int start = 0;
        for (int i = 0; i < index; i++) {
            int at = text.indexOf(separator, start);
            if (at < 0) {
                return null;
            }
            start = at + separator.length();
        }
        int end = text.indexOf(separator, start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    /** Letters and digits become X, x and n, so that the shape of a text can still be seen; the last ones stay if asked for. */
    private static String mask(String text, int kept) {
        int size = length(text);
        int hidden = Math.max(0, size - Math.max(0, kept));
        StringBuilder masked = new StringBuilder(text.length());
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            masked.appendCodePoint(i < hidden ? masked(characters[i]) : characters[i]);
        }
        return masked.toString();
    }

    private static int masked(int character) {
        if (Character.isDigit(character)) {
            return 'n';
        }
        if (Character.isLetter(character)) {
            return Character.isUpperCase(character) ? 'X' : 'x';
        }
        return character;
    }
}
