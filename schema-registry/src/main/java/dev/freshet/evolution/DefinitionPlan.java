package dev.freshet.evolution;

import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.EvolutionPolicy.OnDrop;
import dev.freshet.evolution.EvolutionPolicy.OnDropTable;
import dev.freshet.evolution.EvolutionPolicy.OnRename;
import dev.freshet.evolution.EvolutionPolicy.OnRenameTable;
import dev.freshet.evolution.EvolutionPolicy.OnTruncate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a destination table does when it meets a definition change, once all rows before it are written. A second time after it was
 * applied, it does nothing.
 *
 * @param changes  in the order to apply them
 * @param truncate rows that are older than the change are to go
 */
public record DefinitionPlan(List<TableChange> changes, boolean truncate) {
    private static final DefinitionPlan NOTHING = new DefinitionPlan(List.of(), false);

    public DefinitionPlan {
        changes = List.copyOf(changes);
    }

    /**
     * The plan for a table.
     *
     * @param table    name of the destination table, within its schema
     * @param existing null when there is no such table
     * @param named    what a table of the source is called in the same destination schema; null when it belongs to another one
     * @throws UnwantedChangeException when the policy says that a person is to decide
     */
    public static DefinitionPlan of(
            String table,
            @Nullable StoredTable existing,
            DefinitionChange change,
            EvolutionPolicy policy,
            Function<TableId, @Nullable String> named) {
        if (existing == null || policy.behavior() == Behavior.IGNORE) {
            return NOTHING;
        }
        Draft draft = new Draft(table, existing, policy, named);
        draft.rename(change.steps());
        change.steps().forEach(draft::take);
        DefinitionPlan plan = new DefinitionPlan(draft.changes, draft.truncate);
        if (policy.behavior() == Behavior.EXCEPTION && !plan.changes().isEmpty()) {
            throw new UnwantedChangeException(plan.changes().getFirst());
        }
        return plan;
    }

    private static final class Draft {
        private final String table;
        private final EvolutionPolicy policy;
        private final Function<TableId, @Nullable String> named;
        private final List<TableChange> changes = new ArrayList<>();
        private StoredTable now;
        private boolean truncate;

        Draft(String table, StoredTable existing, EvolutionPolicy policy, Function<TableId, @Nullable String> named) {
            this.named = named;
            this.table = table;
            this.now = existing;
            this.policy = policy;
        }

        /** One statement renames all at once: names may change places. */
        void rename(List<Step> steps) {
            if (policy.onRename() == OnRename.ADD) {
                return;
            }
            List<Step.ColumnRenamed> renames = steps.stream()
                    .filter(Step.ColumnRenamed.class::isInstance)
                    .map(Step.ColumnRenamed.class::cast)
                    .filter(rename -> now.has(rename.from()))
                    .toList();
            Set<String> leaving = new HashSet<>();
            renames.forEach(rename -> leaving.add(rename.from()));
            List<Step.ColumnRenamed> second = new ArrayList<>();
            for (Step.ColumnRenamed rename : renames) {
                if (now.has(rename.to()) && leaving.contains(rename.to())) {
                    String between = now.free(rename.from());
                    move(rename.from(), between);
                    second.add(new Step.ColumnRenamed(between, rename.to()));
                } else {
                    take(rename.from(), rename.to());
                }
            }
            second.forEach(rename -> take(rename.from(), rename.to()));
        }

        private void take(String from, String to) {
            aside(to);
            move(from, to);
        }

        void take(Step step) {
            switch (step) {
                case Step.ColumnAdded(String column) -> aside(column);
                case Step.ColumnDropped(String column) -> dropped(column);
                case Step.ColumnRenamed renamed -> {} // together with its like
                case Step.TableTruncated() -> truncate = truncate || policy.onTruncate() == OnTruncate.APPLY;
                case Step.TableDropped() -> {
                    if (policy.onDropTable() == OnDropTable.DROP) {
                        changes.add(new TableChange.DropTable());
                    }
                }
                case Step.TableCreated() -> changes.add(new TableChange.RenameTable(table + "__old"));
                case Step.TableRenamed(TableId to) -> {
                    String name = named.apply(to);
                    if (policy.onRenameTable() == OnRenameTable.RENAME && name != null) {
                        changes.add(new TableChange.RenameTable(name));
                    }
                }
                case Step.TableContinued continued -> {} // the other topic's part
                case Step.TableReplaced() -> {}
                case Step.SnapshotBegun() -> rebuild();
                case Step.SnapshotEnded() -> {} // whoever rebuilt the table knows
            }
        }

        /** A history, or a table without a key, goes on; one that has just left its name begins anew by itself. */
        private void rebuild() {
            boolean there = changes.stream()
                    .noneMatch(change ->
                            change instanceof TableChange.RenameTable || change instanceof TableChange.DropTable);
            if (there && policy.behavior() != Behavior.LENIENT && !now.key().isEmpty()) {
                changes.add(new TableChange.BeginRebuild(Rebuild.of(table), now.key()));
            }
        }

        private void dropped(String column) {
            if (!now.has(column) || now.key().contains(column)) {
                return;
            }
            if (policy.onDrop() == OnDrop.DROP) {
                changes.add(new TableChange.DropColumn(column));
                now = now.without(column);
            } else if (policy.onDrop() == OnDrop.RENAME) {
                aside(column);
            }
        }

        /** Of a name that another column takes, what was kept under it. */
        private void aside(String column) {
            if (now.has(column)) {
                move(column, now.free(column));
            }
        }

        private void move(String from, String to) {
            changes.add(new TableChange.RenameColumn(from, to));
            now = now.renamed(from, to);
        }
    }
}
