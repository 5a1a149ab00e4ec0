package dev.freshet.source.capture;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.Publisher;
import dev.freshet.source.publish.SourceOffset;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.StopEngineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One batch of Debezium, one Kafka transaction. Debezium's own offset bookkeeping is left alone: the offset goes with the
 * records.
 */
final class BatchConsumer implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private final RecordEncoder encoder;
    private final Publisher publisher;
    private final ChangeRecords records;
    private final PositionTrack track;
    private final Capture.Server server;
    private final CaptureListener listener;
    private final Definitions definitions;
    private final Map<String, Names> names = new HashMap<>();
    private final WholeChanges wholeChanges;
    private final ReentrantLock batch = new ReentrantLock();
    private boolean stopped;

    BatchConsumer(
            String source,
            RecordEncoder encoder,
            Publisher publisher,
            PositionTrack track,
            Capture.Server server,
            Predicate<TableId> captured,
            CaptureListener listener) {
        this.encoder = encoder;
        this.publisher = publisher;
        this.records = new ChangeRecords(source, track, server.databaseInUse());
        this.track = track;
        this.server = server;
        this.listener = listener;
        this.wholeChanges = new WholeChanges(records::statementMayGoOn);
        this.definitions = new Definitions(source, captured, server.lowerCaseNames(), publisher);
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events, RecordCommitter<RecordChangeEvent<SourceRecord>> committer) {
        batch.lock();
        try {
            if (stopped) {
                throw new StopEngineException("the capture is being stopped");
            }
            publish(events);
        } finally {
            batch.unlock();
        }
    }

    /** No batch is under way when this returns, and none begins afterwards. */
    void stop() {
        batch.lock();
        stopped = true;
        batch.unlock();
    }

    private void publish(List<RecordChangeEvent<SourceRecord>> events) {
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
                        send(record, names(record.topic()), stamp);
                    } else if (!track.committedBefore(stamp.position())) {
                        definitions.add(records.statement(record), stamp, told);
                        send(record, names(record.topic()), stamp);
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
                    Names to = names(record.topic());
                    EventStamp stamp = records.stamp(record);
                    send(record, to, stamp);
                    counts.merge(to.table, 1, Integer::sum);
                    lastStamp = stamp == null ? lastStamp : stamp;
                    last = record;
                }
            }
        }
        definitions.end(told);
        if (last != null) {
            commit(last);
        }
        news.forEach(Runnable::run);
        listener.committed(counts, lastStamp);
    }

    private void commit(SourceRecord last) {
        Map<String, Object> debezium = new LinkedHashMap<>(last.sourceOffset());
        publisher.commit(new SourceOffset(debezium, track.epoch(), server.uuid(), track.file(), track.offset()));
    }

    private void send(SourceRecord record, Names to, @Nullable EventStamp stamp) {
        byte[] key = record.key() == null ? null : encoder.encode(to.keySubject, record.keySchema(), record.key());
        byte[] value = encoder.encode(to.valueSubject, record.valueSchema(), record.value());
        publisher.send(to.topic, key, value, stamp);
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

    private Names names(String topic) {
        return names.computeIfAbsent(topic, Names::of);
    }

    /** What is derived from a topic, once. */
    private record Names(String topic, String keySubject, String valueSubject, String table) {
        static Names of(String topic) {
            return new Names(topic, topic + "-key", topic + "-value", topic.substring(topic.indexOf('.') + 1));
        }
    }
}
