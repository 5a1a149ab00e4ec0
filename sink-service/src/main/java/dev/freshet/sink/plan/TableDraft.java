package dev.freshet.sink.plan;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.ddl.mysql.Definition;
import dev.freshet.event.DefinitionChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import dev.freshet.evolution.DefinitionPlan;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.UnwantedChangeException;
import dev.freshet.evolution.Wording;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.Target;
import dev.freshet.sink.plan.TablePlan.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One table's plan in the making. */
final class TableDraft {
    private static final TableSchema NO_COLUMNS = new TableSchema(List.of(), List.of());

    private final PipelineSpec spec;
    private final TableId source;
    private final Destination destination;
    private final Function<TableId, Optional<String>> sibling;
    private final EvolutionPolicy policy;
    private final List<TablePlan.Step> steps = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final TableName first;
    private TableName target;
    private @Nullable StoredTable now;
    private boolean rests;
    private boolean rebuilt;
    private boolean loses;

    TableDraft(
            PipelineSpec spec,
            TableId source,
            TableName target,
            Destination destination,
            Function<TableId, Optional<String>> sibling) {
        this.spec = spec;
        this.source = source;
        this.first = target;
        this.target = target;
        this.destination = destination;
        this.sibling = sibling;
        this.policy = spec.schemaChanges().of(source.toString());
    }

    void take(@Nullable StoredTable before, List<Step> proved, List<Definition> definitions) {
        definitions.forEach(definition -> definition
                .untyped()
                .forEach(column -> remark("the type of column " + column + " is not known to this plan")));
        if (before == null) {
            remark("the destination has no such table: it is made with the first row that comes");
            return;
        }
        if (policy.behavior() == Behavior.IGNORE) {
            remark("the policy is to ignore: the table stays as it is, values of columns that it lacks are left out");
        }
        now = before;
        try {
            follow(before, proved, definitions);
        } catch (UnwantedChangeException waits) {
            rest(String.valueOf(waits.getMessage()));
        }
    }

    private void follow(StoredTable before, List<Step> proved, List<Definition> definitions) {
        DefinitionPlan plan = DefinitionPlan.of(
                target.table(),
                before,
                new DefinitionChange("", 1, proved),
                policy,
                table -> sibling.apply(table).orElse(null));
        plan.changes().forEach(this::step);
        if (plan.truncate() && before.key().isEmpty()) {
            remark("a history is not emptied by a truncate");
        } else if (plan.truncate()) {
            steps.add(new TablePlan.Step("deleted rows older than the statement", How.IN_PLACE, List.of()));
            loses = true;
        }
        rebuilt = plan.changes().stream().anyMatch(TableChange.BeginRebuild.class::isInstance);
        boolean another = proved.contains(new Step.TableCreated());
        if (!another && plan.changes().stream().noneMatch(TableChange.DropTable.class::isInstance)) {
            compare(before, before.after(plan.changes()), proved, definitions);
        }
    }

    private void compare(StoredTable before, StoredTable now, List<Step> proved, List<Definition> definitions) {
        TableSchema wanted = named(ColumnsAfter.of(before, now, proved, definitions));
        if (spec.mode() == Mode.UPSERT
                && !before.key().isEmpty()
                && wanted.key().isEmpty()) {
            rest(
                    "the table loses its key, so its rows can no longer be told apart: give it another in the statement, or name"
                            + " columns in keys of the pipeline");
        }
        SchemaDifference.between(now, wanted, policy).forEach(change -> {
            step(change);
            if (change instanceof TableChange.KeyChanged(List<String> from, List<String> to)) {
                key(now, to);
            }
        });
    }

    /** With the key that the pipeline names, where the source has none. */
    private TableSchema named(TableSchema after) {
        List<String> key = spec.keys().of(source.toString()).orElse(List.of());
        List<String> columns = after.columns().stream().map(Column::name).toList();
        return after.key().isEmpty() && columns.containsAll(key)
                ? new TableSchema(after.columns(), key, key.isEmpty())
                : after;
    }

    private void key(StoredTable now, List<String> key) {
        List<String> fresh = key.stream().filter(column -> !now.has(column)).toList();
        if (rebuilt) {
            remark(
                    "the table takes the new key when the source has read it anew; until then it stays readable as it is");
        } else if (fresh.isEmpty()) {
            remark("the table rests if its rows are not told apart by (" + String.join(", ", key) + ")");
        } else {
            rest("rows that are there have no values in " + String.join(", ", fresh)
                    + ", which is to be in the key: add it first, fill it, and change the key in a later statement");
        }
    }

    private void step(TableChange change) {
        How how = change instanceof TableChange.WidenColumn widen && widen.copy()
                ? How.COPY
                : change.rewrites() ? How.REWRITE : How.IN_PLACE;
        StoredTable table = Objects.requireNonNull(now, "a table that is dropped is not changed further");
        List<String> sql =
                destination.statements(new Target(target, NO_COLUMNS, spec.mode(), spec.deletes()), change, table);
        now = change instanceof TableChange.DropTable ? null : table.after(List.of(change));
        steps.add(new TablePlan.Step(Wording.of(change), how, sql));
        loses |= change instanceof TableChange.DropColumn || change instanceof TableChange.DropTable;
        if (change instanceof TableChange.RenameTable(String to)) {
            target = new TableName(target.schema(), to);
        }
    }

    /** The name that no table has any more. */
    Optional<TableName> gone() {
        return now == null || !target.equals(first) ? Optional.of(first) : Optional.empty();
    }

    /** The table as the statement leaves it, under the name of {@link #target}. */
    Optional<StoredTable> there() {
        return Optional.ofNullable(now);
    }

    TableName target() {
        return target;
    }

    private void rest(String reason) {
        rests = true;
        remark(reason);
    }

    void remark(String remark) {
        remarks.add(remark);
    }

    TablePlan plan() {
        return new TablePlan(source.toString(), first.toString(), steps, rests, loses, remarks);
    }
}
