package dev.freshet.local.example;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.compare.Patience;
import dev.freshet.local.display.Screen;
import dev.freshet.local.stack.Stack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares both destinations, row by row, with what {@link Expected} computes, and says what it found. */
final class PersonalisationVerdict {
    private static final int COLUMNS = 8;
    private static final int PAGE = 1_000;
    private static final int SHOWN = 5;

    private final Stack stack;
    private final Api api;
    private final Screen screen;

    PersonalisationVerdict(Stack stack, Api api, Screen screen) {
        this.stack = stack;
        this.api = api;
        this.screen = screen;
    }

    private record Look(SortedSet<String> expected, Found site, Found analysts) implements Patience.Outcome {
        @Override
        public boolean level() {
            return site.matches(expected) && analysts.matches(expected);
        }

        @Override
        public String fingerprint() {
            return site.toString() + analysts;
        }
    }

    /** @param unreadable why there are none, or null */
    private record Found(List<String> rows, @Nullable String unreadable) {
        boolean matches(SortedSet<String> expected) {
            return rows.size() == expected.size() && expected.equals(new TreeSet<>(rows));
        }
    }

    /** To be asked when nobody clicks and nothing changes any more. */
    boolean of(Visitors visitors, ShopFloor shop) throws SQLException, InterruptedException {
        screen.say("Visitors have left. Comparing every row with what the clicks and MySQL say ...");
        Collection<Click> clicks = visitors.counted();
        SortedSet<String> expected;
        try (Connection connection = stack.mysql().connect("")) {
            expected = Expected.rows(clicks, connection);
        }
        long start = System.nanoTime();
        Look look = Patience.USUAL.untilLevel(() -> new Look(expected, site(), analysts()));
        tell("PostgreSQL", look.site(), expected);
        tell("DuckDB", look.analysts(), expected);
        if (!shop.trouble().isEmpty()) {
            screen.say(shop.trouble());
        }
        boolean good = look.level() && !expected.isEmpty() && shop.trouble().isEmpty();
        screen.say(
                good
                        ? "VERDICT: all %,d rows are as expected in both destinations (after %.1f s)."
                                .formatted(expected.size(), (System.nanoTime() - start) / 1e9)
                        : "VERDICT: the result is not as expected.");
        return good;
    }

    private void tell(String where, Found found, SortedSet<String> expected) {
        if (found.unreadable() != null) {
            screen.say(where + " cannot be read: " + found.unreadable());
            return;
        }
        SortedSet<String> missing = new TreeSet<>(expected);
        found.rows().forEach(missing::remove);
        List<String> surplus = found.rows().stream()
                .filter(row -> !expected.contains(row))
                .sorted()
                .toList();
        screen.say("%-10s %,d rows, %,d of them not expected, %,d expected and not there"
                .formatted(where, found.rows().size(), surplus.size(), missing.size()));
        missing.stream().limit(SHOWN).forEach(row -> screen.say("  expected " + row));
        surplus.stream().limit(SHOWN).forEach(row -> screen.say("  found    " + row));
    }

    private Found site() {
        List<String> rows = new ArrayList<>();
        try (Connection connection = stack.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Viewed.POSTGRESQL)) {
            while (row.next()) {
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 1; i <= COLUMNS; i++) {
                    cells.add(row.getString(i));
                }
                rows.add(Viewed.text(cells));
            }
            return new Found(rows, null);
        } catch (SQLException e) {
            return new Found(rows, String.valueOf(e.getMessage()));
        }
    }

    private Found analysts() {
        List<String> rows = new ArrayList<>();
        try {
            while (rows.size() % PAGE == 0) {
                int before = rows.size();
                for (JsonNode row : api.query(
                                PersonalisationResources.ANALYSTS,
                                Viewed.DUCKDB + " ORDER BY customer_id, category LIMIT " + PAGE + " OFFSET " + before)
                        .rows()) {
                    List<@Nullable String> cells = new ArrayList<>();
                    row.forEach(cell -> cells.add(cell.isNull() ? null : cell.asText()));
                    rows.add(Viewed.text(cells));
                }
                if (rows.size() == before) {
                    break;
                }
            }
            return new Found(rows, null);
        } catch (RuntimeException e) {
            return new Found(rows, String.valueOf(e.getMessage()));
        }
    }
}
