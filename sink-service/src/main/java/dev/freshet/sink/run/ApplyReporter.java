package dev.freshet.sink.run;

import dev.freshet.control.state.Activity.Severity;
import dev.freshet.evolution.TableChange;
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
    public void evolved(String topic, TableName table, List<TableChange> changes) {
        String what = changes.stream().map(ApplyReporter::describe).collect(Collectors.joining(", "));
        voice.activity("schema.changed", Severity.INFO, what + " in " + table, Map.of("table", table.toString()));
    }

    private static String describe(TableChange change) {
        return switch (change) {
            case TableChange.CreateTable create ->
                "created the table with " + create.schema().columns().size() + " columns";
            case TableChange.AddColumn add -> "added column " + add.column().name();
        };
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
                table + " has no key: its changes are appended; add a primary key, or exclude the table");
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
