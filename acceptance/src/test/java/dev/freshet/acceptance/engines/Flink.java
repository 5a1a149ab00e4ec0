package dev.freshet.acceptance.engines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.FlinkSession;
import dev.freshet.local.client.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What Flink makes of expressions over {@link EdgeRows}. Many are put into one statement; when it fails, its halves are tried, until those
 * that fail stand alone.
 */
final class Flink {
    /** As many as compile into classes of a reasonable size. */
    private static final int BATCH = 60;

    /** What a refused expression has in the place of a type. */
    static final String REFUSED = "refused: ";

    /**
     * An expression and the rows on which it is not to be evaluated.
     *
     * @param asText whether its value is asked for as text, since JSON would lose digits
     */
    record Asked(String expression, TreeSet<Integer> without, boolean asText) {
        String sql() {
            String guarded = without.isEmpty()
                    ? "(" + expression + ")"
                    : "CASE WHEN id IN ("
                            + without.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + ") THEN NULL ELSE (" + expression + ") END";
            return asText ? "CAST(" + guarded + " AS STRING)" : guarded;
        }
    }

    /** The values by row, or why there are none. */
    record Answer(List<@Nullable String> values, String failure) {}

    private final FlinkSession session;
    private int statements;

    Flink(FlinkSession session) {
        this.session = session;
    }

    int statements() {
        return statements;
    }

    private FlinkSession.Answer run(String sql) {
        statements++;
        return session.run(sql);
    }

    /** The type of each, as Flink writes it; or {@link #REFUSED} and why. */
    Map<String, String> types(List<String> expressions) {
        Map<String, String> types = new HashMap<>();
        for (int from = 0; from < expressions.size(); from += BATCH) {
            types(expressions.subList(from, Math.min(expressions.size(), from + BATCH)), types);
        }
        return types;
    }

    private void types(List<String> expressions, Map<String, String> into) {
        try {
            String view = "v" + statements;
            run("CREATE TEMPORARY VIEW " + view + " AS SELECT "
                    + IntStream.range(0, expressions.size())
                            .mapToObj(i -> "(" + expressions.get(i) + ") AS c" + i)
                            .collect(Collectors.joining(", "))
                    + " FROM " + EdgeRows.TABLE);
            List<JsonNode> rows = run("DESCRIBE " + view).rows();
            for (int i = 0; i < rows.size(); i++) {
                into.put(expressions.get(i), rows.get(i).path(1).asText());
            }
        } catch (Refused refused) {
            if (expressions.size() == 1) {
                into.put(expressions.get(0), REFUSED + cause(refused));
                return;
            }
            types(expressions.subList(0, expressions.size() / 2), into);
            types(expressions.subList(expressions.size() / 2, expressions.size()), into);
        }
    }

    Map<String, Answer> values(List<Asked> asked) {
        Map<String, Answer> answers = new HashMap<>();
        for (int from = 0; from < asked.size(); from += BATCH) {
            values(asked.subList(from, Math.min(asked.size(), from + BATCH)), answers);
        }
        return answers;
    }

    private void values(List<Asked> asked, Map<String, Answer> into) {
        try {
            List<JsonNode> rows = run("SELECT id, "
                            + IntStream.range(0, asked.size())
                                    .mapToObj(i -> asked.get(i).sql() + " AS c" + i)
                                    .collect(Collectors.joining(", "))
                            + " FROM " + EdgeRows.TABLE)
                    .rows();
            for (int i = 0; i < asked.size(); i++) {
                @Nullable String[] values = new String[EdgeRows.ROWS];
                for (JsonNode row : rows) {
                    JsonNode cell = row.path(i + 1);
                    values[row.path(0).intValue()] = cell.isNull() ? null : cell.asText();
                }
                into.put(asked.get(i).expression(), new Answer(new ArrayList<>(Arrays.asList(values)), ""));
            }
        } catch (Refused refused) {
            if (asked.size() == 1) {
                into.put(asked.get(0).expression(), new Answer(List.of(), cause(refused)));
                return;
            }
            values(asked.subList(0, asked.size() / 2), into);
            values(asked.subList(asked.size() / 2, asked.size()), into);
        }
    }

    private static String cause(Refused refused) {
        String message = String.valueOf(refused.getMessage());
        return message.substring(message.indexOf('\n') + 1).strip().replace('\n', ' ');
    }
}
