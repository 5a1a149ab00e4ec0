package dev.freshet.source.intake;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.source.body.Event;
import dev.freshet.source.body.EventId;
import dev.freshet.source.body.MalformedEventException;
import dev.freshet.source.publish.EventPublisher;
import dev.freshet.source.stream.EncodedEvent;
import dev.freshet.source.stream.StreamSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** One transaction after another: encodes what waits, writes it, answers it. For use by one thread. */
final class Committer {
    private final RecordEncoder encoder;
    private final SchemaKeeper schemas;
    private final IntakeMeters meters;
    private final Clock clock;
    private final Memory memory;

    /** Which streams' memory of ids is complete. */
    interface Memory {
        boolean complete(OpenStream stream);
    }

    Committer(RecordEncoder encoder, SchemaKeeper schemas, Memory memory, IntakeMeters meters, Clock clock) {
        this.encoder = encoder;
        this.schemas = schemas;
        this.memory = memory;
        this.meters = meters;
        this.clock = clock;
    }

    /** A request whose events are bytes; {@code ids} go with {@code encoded}, or are empty. */
    private record Ready(Submission submission, List<EncodedEvent> encoded, List<EventId> ids, int duplicates) {}

    /**
     * Answers all of them.
     *
     * @throws org.apache.kafka.common.KafkaException when the transaction failed, after those that were part of it are answered
     */
    void commit(List<Submission> batch, EventPublisher publisher) {
        List<Ready> all = new ArrayList<>(batch.size());
        Map<OpenStream, Set<EventId>> ids = new HashMap<>();
        for (Submission submission : batch) {
            Ready ready = prepare(submission, ids);
            if (ready != null) {
                all.add(ready);
            }
        }
        if (all.stream().anyMatch(ready -> !ready.encoded().isEmpty())) {
            writeOrRefuse(all, publisher);
        }
        all.forEach(this::answer);
    }

    /** Null when it is answered already, or takes the way round by the schema. */
    private @Nullable Ready prepare(Submission submission, Map<OpenStream, Set<EventId>> batchIds) {
        OpenStream stream = submission.stream();
        StreamSchema schema = stream.schema();
        if (schema == null || !submission.fits(schema.columns())) {
            schemas.makeRoom(submission);
            return null;
        }
        if (stream.seen() != null && !memory.complete(stream)) {
            submission
                    .answer()
                    .complete(new Outcome.Unavailable(
                            "the ids of earlier events are being read back", false, Duration.ofSeconds(1)));
            return null;
        }
        try {
            return encode(submission, schema, batchIds);
        } catch (MalformedEventException e) {
            submission.answer().complete(new Outcome.Refused(e.place(), e.problem(), e.mend()));
        } catch (RuntimeException e) {
            submission.answer().completeExceptionally(e);
        }
        return null;
    }

    private @Nullable Ready encode(Submission submission, StreamSchema schema, Map<OpenStream, Set<EventId>> batchIds) {
        OpenStream stream = submission.stream();
        SeenIds seen = stream.seen();
        Set<EventId> before = batchIds.getOrDefault(stream, Set.of());
        Set<EventId> own = new HashSet<>();
        List<EncodedEvent> encoded = new ArrayList<>(submission.events().size());
        List<EventId> ids = new ArrayList<>();
        for (Event event : submission.events()) {
            EventId id = seen == null ? null : event.id();
            if (seen != null && id != null) {
                if (before.contains(id) || seen.contains(id) || !own.add(id)) {
                    continue;
                }
                ids.add(id);
            }
            EncodedEvent bytes = schema.encode(event, submission.received(), encoder);
            if (bytes.bytes() > stream.limits().eventBytes()) {
                submission.answer().complete(tooLarge(event, bytes, stream));
                return null;
            }
            encoded.add(bytes);
        }
        batchIds.computeIfAbsent(stream, each -> new HashSet<>()).addAll(own);
        return new Ready(submission, encoded, ids, submission.events().size() - encoded.size());
    }

    private static Outcome tooLarge(Event event, EncodedEvent bytes, OpenStream stream) {
        return new Outcome.TooLarge(
                event.place(),
                "the event takes " + bytes.bytes() + " bytes, and the limit is "
                        + stream.limits().eventBytes(),
                "Send less in one event, or raise limits.eventBytes of the source.");
    }

    private void writeOrRefuse(List<Ready> all, EventPublisher publisher) {
        boolean committing = false;
        try {
            long ticket = publisher.begin();
            int row = 0;
            for (Ready ready : all) {
                row = send(ready, ticket, row, publisher);
            }
            committing = true;
            publisher.commit();
        } catch (RuntimeException e) {
            publisher.abort();
            Outcome outcome =
                    new Outcome.Unavailable("Kafka did not take the events", committing, Duration.ofSeconds(2));
            all.forEach(ready -> ready.submission().answer().complete(outcome));
            throw e;
        }
        written(all);
    }

    private void written(List<Ready> all) {
        // before anybody is answered: a client that has its answer may send the same again
        for (Ready ready : all) {
            SeenIds seen = ready.submission().stream().seen();
            if (seen != null) {
                ready.ids().forEach(seen::add);
            }
        }
        meters.committed(all.size());
        Map<OpenStream, Integer> counts = new HashMap<>();
        all.forEach(ready ->
                counts.merge(ready.submission().stream(), ready.encoded().size(), Integer::sum));
        counts.forEach((stream, count) -> meters.batch(stream.topic(), count));
    }

    private int send(Ready ready, long ticket, int firstRow, EventPublisher publisher) {
        OpenStream stream = ready.submission().stream();
        String topic = stream.topic().name();
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
        int row = firstRow;
        for (int i = 0; i < ready.encoded().size(); i++) {
            EncodedEvent event = ready.encoded().get(i);
            EventStamp stamp = new EventStamp(new SourcePosition(0, stream.era(), ticket, row++), micros);
            Header id = ready.ids().isEmpty()
                    ? null
                    : new RecordHeader(EventId.HEADER, ready.ids().get(i).toBytes());
            publisher.send(topic, event.key(), event.value(), stamp, id);
        }
        return row;
    }

    private void answer(Ready ready) {
        int accepted = ready.encoded().size();
        ready.submission().stream().stored(accepted);
        meters.stored(ready.submission(), accepted, ready.duplicates());
        ready.submission().answer().complete(new Outcome.Stored(accepted, ready.duplicates()));
    }
}
