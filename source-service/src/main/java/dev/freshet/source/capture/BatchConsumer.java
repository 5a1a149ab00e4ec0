package dev.freshet.source.capture;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.Publisher;
import dev.freshet.source.publish.SourceOffset;
import io.debezium.engine.RecordChangeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** One batch of Debezium, one Kafka transaction. */
final class BatchConsumer extends StoppableConsumer {
    private final Encoding encoding;
    private final Publisher publisher;
    private final ChangeRecords records;
    private final PositionTrack track;
    private final Capture.Server server;
    private final CaptureListener listener;
    private final Rereads rereads;
    private final Runnable whenPending;
    private final Definitions definitions;
    private final WholeChanges wholeChanges;

    BatchConsumer(
            String source,
            RecordEncoder encoder,
            Publisher publisher,
            PositionTrack track,
            Capture.Server server,
            Predicate<TableId> captured,
            Rereads rereads,
            Runnable whenPending,
            CaptureListener listener) {
        this.encoding = new Encoding(encoder, publisher);
        this.publisher = publisher;
        this.records = new ChangeRecords(source, track, server.databaseInUse());
        this.track = track;
        this.server = server;
        this.listener = listener;
        this.wholeChanges = new WholeChanges(records::statementMayGoOn);
        this.rereads = rereads;
        this.whenPending = whenPending;
        this.definitions = new Definitions(source, captured, server.lowerCaseNames(), publisher, rereads);
    }

    @Override
    void publish(List<RecordChangeEvent<SourceRecord>> events) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<Runnable> news = new ArrayList<>();
        SourceRecord last = null;
        EventStamp lastStamp = null;
        Consumer<SchemaChange> told = change -> news.add(() -> listener.schemaChanged(change));
        for (SourceRecord record : wholeChanges.of(events)) {
            ChangeRecords.Sort sort = records.sort(record);
            if (sort != ChangeRecords.Sort.SCHEMA_CHANGE) {
                definitions.end(told);
            }
            switch (sort) {
                case NOTIFICATION -> progress(record, news);
                case HEARTBEAT -> last = record;
                case SCHEMA_CHANGE -> {
                    EventStamp stamp = records.stamp(record);
                    if (stamp == null || ChangeRecords.isSnapshot(record)) {
                        encoding.send(record, stamp);
                    } else if (!track.committedBefore(stamp.position())) {
                        definitions.add(records.statement(record), stamp, told);
                        encoding.send(record, stamp);
                    }
                    last = record;
                }
                case TRUNCATE -> {
                    EventStamp stamp = Objects.requireNonNull(records.stamp(record), "a truncate has a position");
                    if (!track.committedBefore(stamp.position())) {
                        definitions.add(ChangeRecords.truncate(record), stamp, told);
                    }
                    last = record;
                }
                case CHANGE -> {
                    EventStamp stamp = records.stamp(record);
                    if (stamp == null || !read(record, stamp)) {
                        counts.merge(encoding.send(record, stamp), 1, Integer::sum);
                    }
                    lastStamp = stamp == null ? lastStamp : stamp;
                    last = record;
                }
            }
        }
        definitions.end(told);
        if (lastStamp != null) {
            rereads.passed(lastStamp.position());
        }
        if (last != null) {
            commit(last);
        }
        if (rereads.anyPending()) {
            whenPending.run();
        }
        news.forEach(Runnable::run);
        listener.committed(counts, lastStamp);
    }

    /** Whether the row came already, when its table was read anew. */
    private boolean read(SourceRecord record, EventStamp stamp) {
        if (rereads.isEmpty()) {
            return false;
        }
        TableId table = ChangeRecords.table(record);
        return rereads.covers(server.lowerCaseNames() ? table.inLowerCase() : table, stamp.position());
    }

    private void commit(SourceRecord last) {
        Map<String, Object> debezium = new LinkedHashMap<>(last.sourceOffset());
        publisher.commit(new SourceOffset(
                debezium, track.epoch(), server.uuid(), track.file(), track.offset(), rereads.stored()));
    }

    /** Debezium's "Initial Snapshot" notifications stand in order among the records. */
    private void progress(SourceRecord record, List<Runnable> news) {
        switch (((Struct) record.value()).getString("type")) {
            case "STARTED" -> news.add(listener::snapshotting);
            case "COMPLETED", "SKIPPED" -> news.add(listener::streaming);
            default -> {
                // progress per table is told by the counts
            }
        }
    }
}
