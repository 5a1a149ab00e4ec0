package dev.freshet.local.example;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the example's result, row by row as texts in one form, whichever destination holds it. */
final class Viewed {
    static final String TABLE = "personal.viewed";

    /** The price as text, since a number in JSON loses the zero at its end; the last one is in microseconds since 1970. */
    private static final String SELECT = "SELECT customer_id, category, customer, segment, times_viewed, in_stock,"
            + " CAST(lowest_price AS VARCHAR(20)), %s FROM " + TABLE;

    static final String POSTGRESQL = SELECT.formatted("CAST(extract(epoch FROM last_viewed) * 1000000 AS bigint)");
    static final String DUCKDB = SELECT.formatted("epoch_us(last_viewed)");

    private Viewed() {}

    /** A row of {@link #POSTGRESQL} or {@link #DUCKDB}. */
    static String text(List<@Nullable String> cells) {
        return cells.stream().map(String::valueOf).collect(Collectors.joining(" | "));
    }
}
