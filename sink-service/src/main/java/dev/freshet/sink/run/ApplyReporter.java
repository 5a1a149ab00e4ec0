package dev.freshet.sink.run;

import dev.freshet.control.state.Activity.Severity;
import dev.freshet.event.DefinitionChange;
import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.Wording;
import dev.freshet.sink.apply.ApplyListener;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.deadletter.DeadLetter;
import dev.freshet.sink.metrics.PipelineFigures;
import dev.freshet.sink.route.TargetNames;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what the writer did into figures and activity. On the writer's thread. */
final class ApplyReporter implements ApplyListener {
    private final PipelineVoice voice;
    private final PipelineFigures figures;
    private final TargetNames names;
    private final Clock clock;
    private final Set<String> said = new HashSet<>();

    ApplyReporter(PipelineVoice voice, PipelineFigures figures, TargetNames names, Clock clock) {
        this.voice = voice;
        this.figures = figures;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public void applied(SinkBatch batch, List<Arrival> arrivals) {
        figures.applied(name(batch.topic()), arrivals, batch.rows().size(), clock.millis() * 1000);
    }

    @Override
    public void evolved(String topic, TableName table, List<TableChange> changes, long nanos) {
        figures.schemaChanges(name(topic), changes);
        voice.activity(
                "schema.changed",
                Severity.INFO,
                words(changes) + " in " + table,
                Map.of(
                        "table", table.toString(),
                        "changes", changes.stream().map(Wording::of).toList(),
                        "millis", nanos / 1_000_000));
    }

    @Override
    public void changed(
            String topic, TableName table, DefinitionChange statement, List<TableChange> changes, boolean truncated) {
        figures.schemaChanges(name(topic), changes);
        String did = changes.isEmpty() ? (truncated ? "emptied the table" : "nothing to do yet") : words(changes);
        voice.activity(
                truncated ? "table.truncated" : "schema.changed",
                Severity.INFO,
                did + " in " + table + " for a statement on " + name(topic),
                Map.of(
                        "table", table.toString(),
                        "statement", statement.ddl(),
                        "changes", changes.stream().map(Wording::of).toList()));
    }

    private static String words(List<TableChange> changes) {
        return changes.stream().map(Wording::of).collect(Collectors.joining(", "));
    }

    @Override
    public void rejected(List<DeadLetter> letters) {
        figures.deadLetters(letters.size());
        DeadLetter first = letters.getFirst();
        String message = letters.size() + " event(s) of " + first.topic()
                + " became dead letters, the first at partition "
                + first.arrival().partition() + " offset " + first.arrival().offset() + ": " + first.cause() + "; "
                + first.mend();
        voice.activity(
                "dead-letter.written",
                Severity.ERROR,
                message,
                Map.of("table", name(first.topic()), "count", letters.size(), "cause", first.cause()));
    }

    @Override
    public void appendsWithoutKey(String topic, TableName table) {
        once(
                "keyless " + topic,
                "table.appended",
                table
                        + " has no key: its changes are appended; add a primary key, or name the columns that tell its rows apart in keys"
                        + " of the pipeline");
    }

    @Override
    public void alikeInKey(String topic, TableName table, List<String> key) {
        once(
                "alike " + topic,
                "key.ambiguous",
                "rows of " + name(topic) + " are alike in the key (" + String.join(", ", key)
                        + ") that the pipeline names: of those " + table
                        + " holds the one that was changed last; name columns that tell them apart");
    }

    @Override
    public void truncateIgnored(String topic, TableName table) {
        voice.activity(
                "truncate.ignored",
                Severity.WARNING,
                name(topic) + " was truncated at the source; " + table
                        + " keeps its rows: truncate it by hand if you wish",
                Map.of("table", table.toString()));
    }

    private void once(String key, String type, String message) {
        if (said.add(key)) {
            voice.activity(type, Severity.WARNING, message, Map.of());
        }
    }

    private String name(String topic) {
        return names.table(topic).toString();
    }
}
