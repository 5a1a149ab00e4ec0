package dev.freshet.local.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB file that another process writes, read through that process in pages. Each page starts after the last key of
 * the one before, so a page that the other process cuts short loses nothing.
 */
public record PagedSide(Queries queries, int pageSize) implements Side {
    /** Runs a query and returns its rows as texts. */
    @FunctionalInterface
    public interface Queries {
        List<List<@Nullable String>> rows(String sql);
    }

    @Override
    public Rows rows(Shape shape) {
        return new Pages(shape);
    }

    private final class Pages implements Rows {
        private final Shape shape;
        private final Deque<List<@Nullable String>> page = new ArrayDeque<>();
        private String after = "";
        private boolean exhausted;

        Pages(Shape shape) {
            this.shape = shape;
        }

        @Override
        public @Nullable Row next() {
            if (page.isEmpty() && !exhausted) {
                page.addAll(queries.rows(Dialect.DUCKDB.select(shape, after) + " LIMIT " + pageSize));
                exhausted = page.isEmpty();
            }
            List<@Nullable String> texts = page.poll();
            if (texts == null) {
                return null;
            }
            if (page.isEmpty()) {
                after = after(texts);
            }
            return Row.of(shape, texts);
        }

        private String after(List<@Nullable String> texts) {
            String columns = shape.key().stream().map(Dialect.DUCKDB::quoted).collect(Collectors.joining(", "));
            List<String> literals = new ArrayList<>();
            for (String column : shape.key()) {
                literals.add(literal(shape.kindOf(column), String.valueOf(texts.get(shape.indexOf(column)))));
            }
            return " WHERE (" + columns + ") > (" + String.join(", ", literals) + ")";
        }

        private static String literal(Kind kind, String text) {
            return switch (kind) {
                case INTEGER, DECIMAL, FLOAT, DOUBLE -> text;
                case BYTES, BITS, GEOMETRY -> "from_hex('" + text + "')";
                case TEXT, DATE, DATETIME, TIMESTAMP, TIME, JSON -> "'" + text.replace("'", "''") + "'";
            };
        }

        @Override
        public void close() {
            page.clear();
        }
    }
}
