package dev.freshet.sink.apply;

import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.event.EventStamp;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.Compaction;
import dev.freshet.sink.batch.KeyVersions;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes the records of one run. What cannot be decoded is set aside, the rest goes on. */
final class RowReader implements Rows {
    private final String topic;
    private final EnvelopeDecoder decoder;
    private final Set<Arrival> setAside;
    private final List<SinkRow> rows = new ArrayList<>();
    private final List<DeadLetter> rejected = new ArrayList<>();
    private int truncates;

    /** @param setAside records to pass over */
    RowReader(String topic, EnvelopeDecoder decoder, Set<Arrival> setAside) {
        this.topic = topic;
        this.decoder = decoder;
        this.setAside = setAside;
    }

    /** Every change, in order. */
    void readAll(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            if (arrival.value() != null) {
                read(arrival, List.of());
            }
        }
    }

    /** The latest change of each key that can be decoded. */
    void readLatest(List<Arrival> arrivals) {
        for (KeyVersions versions : Compaction.perKey(arrivals)) {
            List<Arrival> earlier = versions.earlier();
            boolean read = read(versions.latest(), earlier);
            for (int i = 0; !read && i < earlier.size(); i++) {
                read = read(earlier.get(i), earlier.subList(i + 1, earlier.size()));
            }
        }
    }

    private boolean read(Arrival arrival, List<Arrival> earlier) {
        if (setAside.contains(arrival)) {
            return false;
        }
        try {
            RowChange change = decode(arrival);
            if (change.operation() == Operation.TRUNCATE) {
                truncates++;
                return false;
            }
            complete(change, earlier);
            rows.add(new SinkRow(change, stamp(arrival)));
            return true;
        } catch (DecodingException malformed) {
            rejected.add(new DeadLetter(
                    topic,
                    arrival,
                    DeadLetter.Stage.DECODE,
                    String.valueOf(malformed.getMessage()),
                    "find out who wrote this record to the topic; the row's next change brings it up to date"));
            return false;
        }
    }

    /** Values that the source did not send with the latest change may stand in an earlier one of the same batch. */
    private void complete(RowChange change, List<Arrival> earlier) {
        @Nullable Object[] values = change.values();
        for (Arrival before : earlier) {
            if (!lacksValues(values)) {
                return;
            }
            Optional<RowChange> older = rowBefore(before);
            if (older.isEmpty()) {
                return;
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] == Unavailable.VALUE) {
                    values[i] = older.get().values()[i];
                }
            }
        }
    }

    private Optional<RowChange> rowBefore(Arrival before) {
        try {
            return Optional.of(decode(before))
                    .filter(change ->
                            change.operation() != Operation.DELETE && change.operation() != Operation.TRUNCATE);
        } catch (DecodingException malformed) {
            return Optional.empty();
        }
    }

    private static boolean lacksValues(@Nullable Object[] values) {
        for (Object value : values) {
            if (value == Unavailable.VALUE) {
                return true;
            }
        }
        return false;
    }

    private RowChange decode(Arrival arrival) {
        return decoder.decode(Objects.requireNonNull(arrival.value(), "a tombstone has nothing to decode"));
    }

    private static EventStamp stamp(Arrival arrival) {
        return Objects.requireNonNull(arrival.stamp(), "records without a stamp are set aside before");
    }

    @Override
    public List<SinkRow> rows() {
        return rows;
    }

    @Override
    public List<DeadLetter> rejected() {
        return rejected;
    }

    @Override
    public int truncates() {
        return truncates;
    }
}
