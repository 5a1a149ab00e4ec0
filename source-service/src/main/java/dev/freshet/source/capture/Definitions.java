package dev.freshet.source.capture;

import dev.freshet.ddl.mysql.DdlReader;
import dev.freshet.ddl.mysql.Effects;
import dev.freshet.ddl.mysql.Gap;
import dev.freshet.ddl.mysql.SetAside;
import dev.freshet.ddl.mysql.StepText;
import dev.freshet.ddl.mysql.TableChange;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.BoundaryLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the boundaries of a statement when all its records are there: after the rows before it, before the rows after it. A
 * row's position is that of its event in the log, so the statement's lies strictly between. Not for use by several threads.
 */
final class Definitions {
    private final String source;
    private final Predicate<TableId> captured;
    private final boolean lowerCaseNames;
    private final BoundaryLog log;
    private final Rereads rereads;
    private final SetAside aside = new SetAside();
    private final List<DdlRecord> open = new ArrayList<>();
    private @Nullable EventStamp stamp;

    /**
     * @param lowerCaseNames whether the server keeps names of tables so
     * @param rereads        told of tables that are to be read anew; a table that was is past what it knew already
     */
    Definitions(String source, Predicate<TableId> captured, boolean lowerCaseNames, BoundaryLog log, Rereads rereads) {
        this.rereads = rereads;
        this.source = source;
        this.captured = captured;
        this.lowerCaseNames = lowerCaseNames;
        this.log = log;
    }

    /** @param done told of the statement before, when this record is of another one */
    void add(DdlRecord record, EventStamp at, Consumer<SchemaChange> done) {
        if (stamp != null && !stamp.position().equals(at.position())) {
            end(done);
        }
        open.add(lowerCaseNames ? record.inLowerCase() : record);
        stamp = at;
    }

    /** No more records come from the statement that is open, if one is. */
    void end(Consumer<SchemaChange> done) {
        EventStamp at = stamp;
        if (at == null) {
            return;
        }
        List<TableChange> statement = open.stream()
                .flatMap(record -> DdlReader.read(record.ddl(), record.database()).stream())
                .map(this::asTheServerKeepsIt)
                .toList();
        Effects effects =
                Effects.of(statement, table -> captured.test(table) && !rereads.covers(table, at.position()), aside);
        String ddl = String.join("; ", open.stream().map(DdlRecord::ddl).toList());
        Map<String, List<Step>> topics = topics(effects, statement.isEmpty());
        topics.forEach((topic, steps) -> log.boundary(topic, ddl, steps, at));
        effects.gaps().stream().filter(Gap::needsSnapshot).forEach(gap -> rereads.want(gap.table(), at.position()));
        if (concerns(effects)) {
            done.accept(new SchemaChange(tables(effects), ddl, words(effects), effects.gaps()));
        }
        open.clear();
        stamp = null;
    }

    private TableChange asTheServerKeepsIt(TableChange change) {
        if (!lowerCaseNames) {
            return change;
        }
        switch (change) {
            case TableChange.Altered(TableId table, List<Step> steps, List<String> silent, List<String> key) ->
                followed(table);
            case TableChange.Created(TableId table, boolean surely) -> {
                if (surely) {
                    followed(table);
                }
            }
            case TableChange.Renamed(TableId from, TableId to) -> {
                followed(from);
                followed(to);
            }
            case TableChange.Dropped dropped -> {}
            case TableChange.Truncated truncated -> {}
            case TableChange.DatabaseDropped dropped -> {}
        }
        return change.inLowerCase();
    }

    private void followed(TableId table) {
        if (captured.test(table) && !table.database().equals(table.inLowerCase().database())) {
            throw new UnfollowedStatementException(table);
        }
    }

    /** Not when all its tables are other people's. */
    private boolean concerns(Effects effects) {
        List<TableId> tables =
                open.stream().flatMap(record -> record.tables().stream()).toList();
        return tables.isEmpty() || !effects.steps().isEmpty() || tables.stream().anyMatch(captured);
    }

    private Map<String, List<Step>> topics(Effects effects, boolean unread) {
        Map<String, List<Step>> topics = new LinkedHashMap<>();
        effects.steps().forEach((table, steps) -> topics.put(topic(table), steps));
        if (unread) {
            // whatever it was: the schema of the next rows says the rest
            open.stream()
                    .flatMap(record -> record.tables().stream())
                    .filter(captured)
                    .forEach(table -> topics.putIfAbsent(topic(table), List.of()));
        }
        for (String database : effects.droppedDatabases()) {
            String prefix = topic(new TableId(database, ""));
            log.topics(prefix).forEach(topic -> topics.put(topic, List.of(new Step.TableDropped())));
        }
        return topics;
    }

    private List<String> tables(Effects effects) {
        Set<String> tables = new LinkedHashSet<>();
        open.forEach(record -> record.tables().forEach(table -> tables.add(table.toString())));
        effects.steps().keySet().forEach(table -> tables.add(table.toString()));
        return List.copyOf(tables);
    }

    private static List<String> words(Effects effects) {
        List<String> words = new ArrayList<>();
        effects.steps().forEach((table, steps) -> steps.forEach(step -> words.add(StepText.of(table, step))));
        effects.droppedDatabases().forEach(database -> words.add(database + ": dropped with all its tables"));
        return words;
    }

    /** As Debezium names it: what Kafka does not allow in a name is an underscore. */
    private String topic(TableId table) {
        return topic(source, table);
    }

    static String topic(String source, TableId table) {
        return (source + '.' + table).replaceAll("[^a-zA-Z0-9._-]", "_");
    }
}
