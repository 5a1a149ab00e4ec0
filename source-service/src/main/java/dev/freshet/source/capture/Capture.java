package dev.freshet.source.capture;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.TableId;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.source.publish.OffsetLog;
import dev.freshet.source.publish.Publisher;
import dev.freshet.source.publish.SourceOffset;
import dev.freshet.source.publish.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at capturing one source, in the order that makes it safe: fence whoever captured it before, read the offset that
 * was committed last, start Debezium there. Tables that a statement made unreadable from the log are read anew in between.
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
        RecordEncoder encoder =
                new RecordEncoder(with.registry(), RecordEncoder.Nulls.KEPT, new ExactDefaults(subject.name()));
        while (!closed) {
            Optional<SourceOffset> stored = with.offsets().read(subject.name());
            if (stored.isPresent() && !stored.get().pending().isEmpty()) {
                reread(publisher, encoder, stored.get());
            } else {
                stream(publisher, encoder, stored);
            }
        }
    }

    /** Until it is closed, or tables are to be read anew. */
    private void stream(Publisher publisher, RecordEncoder encoder, Optional<SourceOffset> stored) {
        Properties properties = properties();
        stored.ifPresent(offset -> properties.put(StoredOffset.OFFSET, OffsetLog.debeziumJson(offset)));
        BatchConsumer consumer = new BatchConsumer(
                subject.name(),
                encoder,
                publisher,
                track(stored),
                subject.server(),
                subject.captured(),
                new Rereads(stored.map(SourceOffset::rereads).orElse(List.of())),
                this::endPart,
                listener);
        run(new DebeziumCapture(properties, consumer));
    }

    /** The log waits meanwhile: the rows stand in their topics before all that the log says after them. */
    private void reread(Publisher publisher, RecordEncoder encoder, SourceOffset stored) {
        listener.rereading(stored.pending());
        RereadConsumer consumer = new RereadConsumer(
                subject.name(),
                encoder,
                publisher,
                track(Optional.of(stored)),
                subject.server(),
                stored,
                this::endPart,
                listener);
        consumer.begin();
        run(new DebeziumCapture(CaptureConfig.reading(properties(), stored.pending()), consumer));
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(subject.properties());
        if (subject.server().lowerCaseNames()) {
            properties.put("topic.naming.strategy", LowerCaseTopics.class.getName());
        }
        return properties;
    }

    private void run(DebeziumCapture part) {
        running.set(part);
        if (!closed) {
            part.run();
        }
    }

    /** What runs now has done its part; called by its own thread, which the closing waits for. */
    private void endPart() {
        DebeziumCapture part = running.get();
        if (part != null) {
            Thread.ofVirtual().name("next-part-" + subject.name()).start(() -> {
                try {
                    part.close();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private PositionTrack track(Optional<SourceOffset> stored) {
        return stored.map(offset -> PositionTrack.after(
                        offset.epoch(),
                        offset.file(),
                        offset.offset(),
                        offset.serverUuid().equals(subject.server().uuid())))
                .orElseGet(PositionTrack::first);
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
