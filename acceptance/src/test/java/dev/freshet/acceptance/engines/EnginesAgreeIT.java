package dev.freshet.acceptance.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.local.client.FlinkSession;
import dev.freshet.local.stack.Stack;
import dev.freshet.transform.eval.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SQL that the service takes means there what it means on Flink: each expression over each row gives the same value, of the same type. The one
 * difference on purpose is not asked about: a number that does not fit fails the row in the service (ADR 13).
 */
class EnginesAgreeIT {
    private static final long SEED = 20_260_228;
    private static final int COMPOSED = 200;

    @TempDir
    static Path folder;

    private static Stack stack;
    private static FlinkSession session;
    private static Flink flink;

    @BeforeAll
    static void start() throws IOException {
        stack = Stack.plan().flink().start();
        session = FlinkSession.open(
                stack.flink().gateway(),
                Map.of(
                        "execution.runtime-mode",
                        "batch",
                        "table.local-time-zone",
                        "UTC",
                        "parallelism.default",
                        "1",
                        "restart-strategy.type",
                        "none"));
        session.run(EdgeRows.forFlink(folder.resolve("rows")));
        flink = new Flink(session);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    /** Rows that fail in the service, and those that fail there but for a TRY_CAST (Flink wraps what does not fit), are not asked about. */
    static Flink.Asked asked(String expression, Service.Answer answer) {
        TreeSet<Integer> without = new TreeSet<>(answer.failed().keySet());
        without.addAll(FlinkDefects.rows(expression));
        if (expression.contains("TRY_CAST")) {
            Service.of(expression.replace("TRY_CAST", "CAST")).failed().forEach((row, why) -> {
                if (why.contains("does not fit")) {
                    without.add(row);
                }
            });
        }
        return new Flink.Asked(expression, without, Service.asText(Objects.requireNonNull(answer.type())));
    }

    @Test
    void defectsOfFlinkAreThereStill() {
        for (FlinkDefects defect : FlinkDefects.KNOWN) {
            String expression = defect.example();
            Service.Answer ours = Service.of(expression);
            Flink.Asked whole = new Flink.Asked(
                    expression,
                    new TreeSet<>(ours.failed().keySet()),
                    Service.asText(Objects.requireNonNull(ours.type())));
            Differences differences = new Differences();
            differences.values(
                    expression,
                    whole.without(),
                    ours,
                    Objects.requireNonNull(flink.values(List.of(whole)).get(expression)));
            assertThat(differences.found()).as(defect.what()).isNotEmpty();
        }
    }

    @Test
    void onEveryExpressionThatTheServiceTakes() {
        Map<String, Service.Answer> ours = new LinkedHashMap<>();
        int refused = 0;
        for (String expression : Queries.all(SEED, COMPOSED)) {
            Service.Answer answer = Service.of(expression);
            if (answer.type() == null) {
                refused++;
            } else {
                ours.put(expression, answer);
            }
        }
        Differences differences = new Differences();
        Map<String, String> types = flink.types(new ArrayList<>(ours.keySet()));
        List<Flink.Asked> asked = new ArrayList<>();
        ours.forEach((expression, answer) -> {
            DataType type = Objects.requireNonNull(answer.type());
            if (differences.type(expression, type, Objects.requireNonNull(types.get(expression)))) {
                Flink.Asked one = asked(expression, answer);
                if (one.without().size() < EdgeRows.ROWS) {
                    asked.add(one);
                }
            }
        });
        Map<String, Flink.Answer> theirs = flink.values(asked);
        for (Flink.Asked each : asked) {
            differences.values(
                    each.expression(),
                    each.without(),
                    Objects.requireNonNull(ours.get(each.expression())),
                    Objects.requireNonNull(theirs.get(each.expression())));
        }
        System.out.printf(
                "%,d expressions (%,d more are Flink's or refused), %,d values compared, %,d rows failed in the service, %,d statements at Flink%n",
                asked.size(), refused, differences.compared(), differences.failedRows(), flink.statements());
        assertThat(asked).hasSizeGreaterThan(500);
        assertThat(differences.found()).as("differences").isEmpty();
    }
}
