package dev.freshet.ddl.mysql;

import dev.freshet.ddl.mysql.TableChange.Altered;
import dev.freshet.ddl.mysql.TableChange.Created;
import dev.freshet.ddl.mysql.TableChange.DatabaseDropped;
import dev.freshet.ddl.mysql.TableChange.Dropped;
import dev.freshet.ddl.mysql.TableChange.Renamed;
import dev.freshet.ddl.mysql.TableChange.Truncated;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a whole statement means for the tables that are captured, in its order. */
public final class Effects {
    private final List<TableChange> statement;
    private final Predicate<TableId> captured;
    private final SetAside aside;
    private final Map<TableId, List<Step>> steps = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<String> droppedDatabases = new ArrayList<>();

    private Effects(List<TableChange> statement, Predicate<TableId> captured, SetAside aside) {
        this.statement = statement;
        this.captured = captured;
        this.aside = aside;
    }

    /** @param statement all of it: the two renames of a swap mean another thing together than one by one */
    public static Effects of(List<TableChange> statement, Predicate<TableId> captured) {
        return of(statement, captured, new SetAside());
    }

    /**
     * @param statement as above
     * @param aside     by the statements before; this one adds to it
     */
    public static Effects of(List<TableChange> statement, Predicate<TableId> captured, SetAside aside) {
        Effects effects = new Effects(statement, captured, aside);
        statement.forEach(effects::add);
        return effects;
    }

    /** By captured table that the statement touched; empty when nothing but the next rows' schema tells what it did. */
    public Map<TableId, List<Step>> steps() {
        return steps;
    }

    public List<Gap> gaps() {
        return gaps;
    }

    /** Each had tables that the statement does not name. */
    public List<String> droppedDatabases() {
        return droppedDatabases;
    }

    private void add(TableChange change) {
        switch (change) {
            case Altered(TableId table, List<Step> columns, List<String> silent, List<String> key) -> {
                step(table, columns.toArray(Step[]::new));
                if (captured.test(table) && !silent.isEmpty()) {
                    gap(
                            silent.stream().anyMatch(key::contains)
                                    ? new Gap.RowsUnidentified(table, silent)
                                    : new Gap.RowsChangedSilently(table, silent));
                }
            }
            case Created(TableId table, boolean surely) -> {
                // one that was there already keeps its rows: to say "empty" by mistake would lose them
                if (surely) {
                    aside.forget(table);
                    step(table, new Step.TableCreated());
                }
            }
            case Dropped(TableId table) -> {
                step(table, new Step.TableDropped());
                aside.dropped(table).ifPresent(left -> step(left, new Step.TableDropped()));
            }
            case Truncated(TableId table) -> step(table, new Step.TableTruncated());
            case Renamed(TableId from, TableId to) -> renamed(from, to);
            case DatabaseDropped(String database) -> droppedDatabases.add(database);
        }
    }

    private void renamed(TableId from, TableId to) {
        if (captured.test(from)) {
            if (captured.test(to)) {
                aside.forget(to);
                step(from, new Step.TableRenamed(to));
                step(to, new Step.TableContinued(from));
            } else if (swapped(from)) {
                // the other half of the swap says it
            } else if (aside.take(from, to)) {
                step(from);
            } else {
                step(from, new Step.TableDropped());
            }
        } else if (captured.test(to)) {
            step(to, new Step.TableReplaced());
            if (!aside.comesBack(to, from) && !swapped(to)) {
                gap(new Gap.RowsMissing(to));
            }
        }
    }

    private void gap(Gap gap) {
        gaps.add(gap);
        if (gap.needsSnapshot()) {
            step(gap.table(), new Step.SnapshotBegun());
        }
    }

    /** gh-ost and pt-online-schema-change: a copy that was kept in step takes the name, in the statement that frees it. */
    private boolean swapped(TableId table) {
        boolean freed = false;
        boolean taken = false;
        for (TableChange change : statement) {
            if (change instanceof Renamed(TableId from, TableId to)) {
                freed |= from.equals(table) && !captured.test(to);
                taken |= to.equals(table) && !captured.test(from);
            }
        }
        return freed && taken;
    }

    private void step(TableId table, Step... more) {
        if (captured.test(table)) {
            steps.computeIfAbsent(table, id -> new ArrayList<>()).addAll(List.of(more));
        }
    }
}
