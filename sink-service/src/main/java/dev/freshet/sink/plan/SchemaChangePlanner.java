package dev.freshet.sink.plan;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.ddl.mysql.Effects;
import dev.freshet.ddl.mysql.Gap;
import dev.freshet.ddl.mysql.Statement;
import dev.freshet.ddl.mysql.TableChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;
import dev.freshet.evolution.EvolutionPolicy.OnDropTable;
import dev.freshet.evolution.StoredTable;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.route.TargetNames;
import dev.freshet.sink.route.TopicPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Plans for every table that statements name, for one pipeline. Not thread-safe. */
public final class SchemaChangePlanner {
    private final PipelineSpec spec;
    private final TargetNames names;
    private final Pattern topics;
    private final Function<TableName, Optional<StoredTable>> stored;
    private final Destination destination;
    /** What the statements so far would have made of tables; empty: gone. */
    private final Map<TableName, Optional<StoredTable>> made = new HashMap<>();

    /** @param stored tables as the destination has them now */
    public SchemaChangePlanner(
            PipelineSpec spec, Function<TableName, Optional<StoredTable>> stored, Destination destination) {
        this.spec = spec;
        this.names = new TargetNames(spec.source(), spec.schema(), spec.table());
        this.topics = TopicPattern.of(spec.source(), spec.tables());
        this.stored = stored;
        this.destination = destination;
    }

    /** What the statements do one after another; each table once. */
    public List<TablePlan> plan(List<Statement> statements) {
        Map<String, TablePlan> plans = new LinkedHashMap<>();
        for (Statement statement : statements) {
            plan(statement).forEach(plan -> plans.merge(plan.source(), plan, TablePlan::then));
        }
        return List.copyOf(plans.values());
    }

    private List<TablePlan> plan(Statement statement) {
        Effects effects = Effects.of(statement.changes(), this::taken);
        List<TablePlan> plans = new ArrayList<>();
        List<TableDraft> drafts = new ArrayList<>();
        for (TableId table : tables(statement)) {
            if (taken(table)) {
                TableDraft draft = draft(table, statement, effects);
                drafts.add(draft);
                plans.add(draft.plan());
            } else {
                plans.add(outside(table));
            }
        }
        // a name that one table leaves another may take in the same statement
        drafts.forEach(draft -> draft.gone().ifPresent(table -> made.put(table, Optional.empty())));
        drafts.forEach(draft -> draft.there().ifPresent(table -> made.put(draft.target(), Optional.of(table))));
        effects.droppedDatabases().forEach(database -> plans.add(dropped(database)));
        return plans;
    }

    /** Whether it names a table without its database, and was read without one. */
    public static boolean unqualified(Statement statement) {
        return tables(statement).stream().anyMatch(table -> table.database().isEmpty());
    }

    private boolean taken(TableId table) {
        return topics.matcher(spec.source() + "." + table).matches();
    }

    private static Set<TableId> tables(Statement statement) {
        Set<TableId> tables = new LinkedHashSet<>();
        for (TableChange change : statement.changes()) {
            switch (change) {
                case TableChange.Altered altered -> tables.add(altered.table());
                case TableChange.Created created -> tables.add(created.table());
                case TableChange.Dropped dropped -> tables.add(dropped.table());
                case TableChange.Truncated truncated -> tables.add(truncated.table());
                case TableChange.Renamed(TableId from, TableId to) -> {
                    tables.add(from);
                    tables.add(to);
                }
                case TableChange.DatabaseDropped database -> {} // names none of its tables
            }
        }
        return tables;
    }

    private static TablePlan outside(TableId table) {
        return new TablePlan(
                table.toString(), "", List.of(), false, false, List.of("this pipeline does not take the table"));
    }

    /** Which tables it had is known to the source only. */
    private TablePlan dropped(String database) {
        boolean go = spec.schemaChanges().policy().onDropTable() == OnDropTable.DROP;
        String remark = "each table of the database is dropped: at the destination they "
                + (go ? "are dropped too" : "stay") + ", unless the policy of a table says otherwise";
        return new TablePlan(database + ".*", "", List.of(), false, go, List.of(remark));
    }

    private TableDraft draft(TableId table, Statement statement, Effects effects) {
        List<Step> steps = effects.steps().getOrDefault(table, List.of());
        TableName target = names.target(table);
        TableDraft draft = new TableDraft(spec, table, target, destination, id -> sibling(id, target));
        draft.take(
                made.getOrDefault(target, stored.apply(target)).orElse(null),
                steps,
                statement.definitions().stream()
                        .filter(one -> one.table().equals(table))
                        .toList());
        effects.gaps().stream().filter(gap -> gap.table().equals(table)).forEach(gap -> draft.remark(text(gap)));
        return draft;
    }

    private Optional<String> sibling(TableId table, TableName target) {
        TableName name = names.target(table);
        return name.schema().equals(target.schema()) ? Optional.of(name.table()) : Optional.empty();
    }

    private static String text(Gap gap) {
        return switch (gap) {
            case Gap.RowsMissing missing ->
                "rows that the table has already come with no event: the source reads the table anew";
            case Gap.RowsUnidentified(TableId table, List<String> columns) ->
                "MySQL gives rows that are there values of their own in " + String.join(", ", columns)
                        + ", which tell them apart, and no event brings them: the source reads the table anew";
            case Gap.RowsChangedSilently(TableId table, List<String> columns) ->
                "MySQL gives rows that are there values of their own in " + String.join(", ", columns)
                        + ", and no event brings them: take a new snapshot of the table afterwards";
        };
    }
}
