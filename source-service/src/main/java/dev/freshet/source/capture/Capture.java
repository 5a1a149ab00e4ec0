package dev.freshet.source.capture;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.TableId;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.source.publish.OffsetLog;
import dev.freshet.source.publish.Publisher;
import dev.freshet.source.publish.SourceOffset;
import dev.freshet.source.publish.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at capturing one source, in the order that makes it safe: fence whoever captured it before, read the offset that
 * was committed last, start Debezium there.
 */
public final class Capture {
    /** What all captures of a process share. */
    public record Surroundings(
            Map<String, Object> kafka,
            Topics topics,
            OffsetLog offsets,
            SchemaRegistry registry,
            Duration transactionTimeout) {}

    /**
     * What is captured.
     *
     * @param captured whether a table is, by the same lists as in the properties
     */
    public record Subject(String name, Properties properties, Predicate<TableId> captured, Server server) {}

    /**
     * The server that is there now.
     *
     * @param uuid           its identity
     * @param lowerCaseNames whether it keeps the names of tables in lower case, however a statement spells them
     */
    public record Server(String uuid, boolean lowerCaseNames, DatabaseInUse databaseInUse) {}

    private final Surroundings with;
    private final Subject subject;
    private final CaptureListener listener;
    private final AtomicReference<@Nullable DebeziumCapture> running = new AtomicReference<>();
    private volatile boolean closed;

    public Capture(Surroundings with, Subject subject, CaptureListener listener) {
        this.with = with;
        this.subject = subject;
        this.listener = listener;
    }

    /**
     * Captures until {@link #close()}.
     *
     * @throws RuntimeException whatever ended it otherwise
     */
    public void run() {
        try (Publisher publisher =
                Publisher.open(with.kafka(), with.topics(), subject.name(), with.transactionTimeout())) {
            try {
                run(publisher);
            } finally {
                publisher.abort();
            }
        }
    }

    private void run(Publisher publisher) {
        Optional<SourceOffset> stored = with.offsets().read(subject.name());
        Properties properties = new Properties();
        properties.putAll(subject.properties());
        if (subject.server().lowerCaseNames()) {
            properties.put("topic.naming.strategy", LowerCaseTopics.class.getName());
        }
        stored.ifPresent(offset -> properties.put(StoredOffset.OFFSET, OffsetLog.debeziumJson(offset)));
        DebeziumCapture debezium = new DebeziumCapture(properties, consumer(publisher, stored));
        running.set(debezium);
        if (!closed) {
            debezium.run();
        }
    }

    private BatchConsumer consumer(Publisher publisher, Optional<SourceOffset> stored) {
        PositionTrack track = stored.map(offset -> PositionTrack.after(
                        offset.epoch(),
                        offset.file(),
                        offset.offset(),
                        offset.serverUuid().equals(subject.server().uuid())))
                .orElseGet(PositionTrack::first);
        return new BatchConsumer(
                subject.name(),
                new RecordEncoder(with.registry(), RecordEncoder.Nulls.KEPT),
                publisher,
                track,
                subject.server(),
                subject.captured(),
                listener);
    }

    /** Lets the batch under way commit, then ends the run. From any thread but the run's own. */
    public void close() throws InterruptedException {
        closed = true;
        DebeziumCapture debezium = running.get();
        if (debezium != null) {
            debezium.close();
        }
    }
}
