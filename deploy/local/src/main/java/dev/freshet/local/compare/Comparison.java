package dev.freshet.local.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Merges the two streams of one table. */
public final class Comparison {
    private static final int EXAMPLES = 5;

    private final Shape shape;
    private final KeyOrder order;
    private final Checksum sourceSum = new Checksum();
    private final Checksum destinationSum = new Checksum();
    private final List<String> examples = new ArrayList<>();
    private long missing;
    private long extra;
    private long changed;

    private Comparison(Shape shape) {
        this.shape = shape;
        this.order = new KeyOrder(shape);
    }

    public static Verdict compare(Shape shape, Side source, Side destination) {
        try (Side.Rows left = source.rows(shape);
                Side.Rows right = destination.rows(shape)) {
            return new Comparison(shape).merge(left, right);
        }
    }

    private Verdict merge(Side.Rows left, Side.Rows right) {
        Row expected = next(left, sourceSum);
        Row found = next(right, destinationSum);
        while (expected != null || found != null) {
            int side = side(expected, found);
            if (side < 0) {
                missing++;
                example("missing", Objects.requireNonNull(expected));
            } else if (side > 0) {
                extra++;
                example("extra", Objects.requireNonNull(found));
            } else {
                check(Objects.requireNonNull(expected), Objects.requireNonNull(found));
            }
            expected = side <= 0 ? next(left, sourceSum) : expected;
            found = side >= 0 ? next(right, destinationSum) : found;
        }
        return new Verdict(
                shape,
                sourceSum.rows(),
                destinationSum.rows(),
                sourceSum.text(),
                destinationSum.text(),
                missing,
                extra,
                changed,
                List.copyOf(examples));
    }

    private int side(@Nullable Row expected, @Nullable Row found) {
        if (expected == null) {
            return 1;
        }
        return found == null ? -1 : order.compare(expected, found);
    }

    private static @Nullable Row next(Side.Rows rows, Checksum sum) {
        Row row = rows.next();
        if (row != null) {
            sum.add(row);
        }
        return row;
    }

    private void check(Row expected, Row found) {
        if (expected.equals(found)) {
            return;
        }
        changed++;
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < shape.columns().size(); i++) {
            if (!Objects.equals(expected.cells().get(i), found.cells().get(i))) {
                columns.add(shape.columns().get(i).name());
            }
        }
        example("changed in " + columns, expected);
    }

    private void example(String what, Row row) {
        if (examples.size() < EXAMPLES) {
            examples.add(shape.key() + " = " + order.describe(row) + ": " + what);
        }
    }
}
