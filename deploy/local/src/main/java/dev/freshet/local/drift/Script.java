package dev.freshet.local.drift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The whole run as a sequence of steps: a function of the seed and the plan, whatever the time anything takes. The
 * statements depend on the seed alone. Each step is valid when all earlier steps of its tables have been done. Not safe
 * for threads.
 */
final class Script {
    private static final int INSERTS = 500;
    private static final int REFILL = 20;

    /**
     * @param rowsPerTable to begin with
     * @param changes rows that the workload is to change, over which the statements are spread
     */
    record Plan(int tables, int rowsPerTable, int statements, long changes, Collection<Kind> kinds, long seed) {}

    private final Plan plan;
    private final Random random;
    private final Random moments;
    private final Shapes shapes;
    private final Changes changes;
    private final Map<String, LiveRows> rows = new HashMap<>();
    private final Deque<Step> due = new ArrayDeque<>();
    private Schema schema = Schema.EMPTY;
    private int versions;
    private long changed;
    private int statements;
    private long nextStatement;
    private boolean exhausted;

    Script(Plan plan) {
        this.plan = plan;
        Random ddl = new Random(plan.seed());
        Names names = new Names();
        random = new Random(plan.seed() + 1);
        moments = new Random(plan.seed() + 2);
        shapes = new Shapes(ddl, names);
        changes = new Changes(ddl, names, shapes, plan.kinds(), Math.max(2, plan.tables() / 2));
        nextStatement = moment();
    }

    /** The tables and their first rows; before anything else. */
    List<Step> opening() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < plan.tables(); i++) {
            Table table = shapes.table();
            steps.add(apply(new Change.CreateTable(table)));
            for (int left = plan.rowsPerTable(); left > 0; left -= INSERTS) {
                steps.add(fill(table, Math.min(left, INSERTS)));
            }
        }
        statements = 0;
        return steps;
    }

    /** The next step of the workload, or null when it has changed enough rows. */
    @Nullable
    Step next() {
        if (due.isEmpty() && statements < plan.statements() && changed >= nextStatement && !exhausted) {
            changes.next(schema).ifPresentOrElse(this::schedule, () -> exhausted = true);
            nextStatement = moment();
        }
        if (!due.isEmpty()) {
            return due.poll();
        }
        return changed >= plan.changes() ? null : transaction();
    }

    /** In the slot of the next statement, at any point of it; the last slot ends before the workload does. */
    private long moment() {
        double slots = plan.statements() + 1;
        return (long) (plan.changes() * (statements + moments.nextDouble()) / slots);
    }

    private void schedule(Change change) {
        due.add(apply(change));
        switch (change) {
            case Change.Truncate truncate -> due.add(fill(schema.table(truncate.table()), REFILL));
            case Change.CreateTable create -> due.add(fill(create.table(), REFILL));
            case Change.OfTable one -> {}
            case Change.DropTable drop -> {}
            case Change.RenameTable rename -> {}
        }
    }

    private Step apply(Change change) {
        schema = schema.after(change);
        switch (change) {
            case Change.CreateTable create -> rows.put(create.table().name(), new LiveRows());
            case Change.DropTable drop -> rows.remove(drop.table());
            case Change.RenameTable rename ->
                Optional.ofNullable(rows.remove(rename.from())).ifPresent(kept -> rows.put(rename.to(), kept));
            case Change.Truncate truncate -> rows(truncate.table()).clear();
            case Change.OfTable one -> {}
        }
        return new Step.Alter(++statements, change);
    }

    private LiveRows rows(String table) {
        return Optional.ofNullable(rows.get(table)).orElseThrow();
    }

    private TableWriter writer(Table table) {
        return new TableWriter(table, rows(table.name()), random, versions);
    }

    private Step.Write fill(Table table, int count) {
        versions++;
        TableWriter writer = writer(table);
        writer.insert(count);
        return new Step.Write(writer.sql(), Map.of(table.name(), writer.touch()));
    }

    /** Some rows of one to three tables. */
    private Step.Write transaction() {
        versions++;
        List<Table> tables = new ArrayList<>(schema.all());
        Collections.shuffle(tables, random);
        List<Table> some = tables.subList(0, Math.min(tables.size(), 1 + random.nextInt(3)));
        int size = size();
        List<String> sql = new ArrayList<>();
        Map<String, Step.Touch> touched = new LinkedHashMap<>();
        for (Table table : some) {
            TableWriter writer = writer(table);
            boolean large = rows(table.name()).size() > 3 * Math.max(plan.rowsPerTable(), 200);
            writer.change(Math.max(1, size / some.size()), large);
            sql.addAll(writer.sql());
            touched.put(table.name(), writer.touch());
        }
        Step.Write write = new Step.Write(sql, touched);
        changed += write.rows();
        return write;
    }

    private int size() {
        int dice = random.nextInt(100);
        if (dice < 50) {
            return 1 + random.nextInt(5);
        }
        return dice < 88 ? 5 + random.nextInt(30) : 50 + random.nextInt(150);
    }

    /** One insert into every table, so that the last definition of each reaches the destination; after everything else. */
    List<Step> closing() {
        List<Step> steps = new ArrayList<>();
        schema.all().forEach(table -> steps.add(fill(table, 1)));
        return steps;
    }

    Schema schema() {
        return schema;
    }
}
