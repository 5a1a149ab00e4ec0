package dev.freshet.local.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The order in which both sides deliver their rows. */
final class KeyOrder implements Comparator<Row> {
    private record Part(int index, boolean numeric) {}

    private final List<Part> parts;

    KeyOrder(Shape shape) {
        parts = shape.key().stream()
                .map(column -> new Part(shape.indexOf(column), numeric(shape.kindOf(column))))
                .toList();
    }

    private static boolean numeric(Kind kind) {
        return switch (kind) {
            case INTEGER, DECIMAL, FLOAT, DOUBLE, TIME -> true;
            case TEXT, BYTES, BITS, GEOMETRY, DATE, DATETIME, TIMESTAMP, JSON -> false;
        };
    }

    @Override
    public int compare(Row left, Row right) {
        for (Part part : parts) {
            String a = cell(left, part);
            String b = cell(right, part);
            int order = part.numeric()
                    ? new BigDecimal(a).compareTo(new BigDecimal(b))
                    : Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static String cell(Row row, Part part) {
        return Objects.requireNonNull(row.cells().get(part.index()), "a key is never NULL");
    }

    String describe(Row row) {
        return parts.stream().map(part -> cell(row, part)).toList().toString();
    }
}
