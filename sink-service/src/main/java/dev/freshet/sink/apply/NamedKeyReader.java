package dev.freshet.sink.apply;

import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.event.EventStamp;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.event.RowImages;
import dev.freshet.schema.TableSchema;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of one run by a key that the source does not know. An update may take a row from one key to another, and since the
 * source does not keep rows apart by it, a row may come to a key before the one that had it has left (a swap, {@code SET k = k + 1}). So
 * rows are counted by key, here and at the destination; which of them leaves is told by what it holds.
 */
final class NamedKeyReader implements Rows {
    private final String topic;
    private final EnvelopeDecoder decoder;
    private final TableSchema schema;
    private final Set<Arrival> setAside;
    private final int[] key;
    private final Map<List<Object>, Holders> holders = new LinkedHashMap<>();
    private final List<DeadLetter> rejected = new ArrayList<>();
    private int truncates;
    /** By the last record. */
    private long committed;

    /**
     * @param schema   with the key that was named
     * @param setAside records of which only that a row leaves its key is to be read
     */
    NamedKeyReader(String topic, EnvelopeDecoder decoder, TableSchema schema, Set<Arrival> setAside) {
        this.topic = topic;
        this.decoder = decoder;
        this.schema = schema;
        this.setAside = setAside;
        List<String> names =
                schema.columns().stream().map(column -> column.name()).toList();
        this.key = schema.key().stream().mapToInt(names::indexOf).toArray();
    }

    /** Rows that have, or had, one key. */
    private static final class Holders {
        /** Came or changed in this run and are still there, in order. */
        final List<SinkRow> here = new ArrayList<>(1);
        /** That came, less those that left. */
        int more;

        @Nullable
        SinkRow lastLeft;
    }

    /** @param arrivals in the source's order */
    void read(List<Arrival> arrivals) {
        for (Arrival arrival : arrivals) {
            if (arrival.value() == null) {
                continue;
            }
            try {
                read(arrival);
            } catch (DecodingException malformed) {
                reject(
                        arrival,
                        String.valueOf(malformed.getMessage()),
                        "find out who wrote this record to the topic; the row's next change brings it up to date");
            }
        }
    }

    private void read(Arrival arrival) {
        RowImages images = decoder.images(Objects.requireNonNull(arrival.value(), "a tombstone has nothing to decode"));
        EventStamp stamp = Objects.requireNonNull(arrival.stamp(), "records without a stamp are set aside before");
        Operation operation = images.operation();
        @Nullable Object @Nullable [] before = images.before();
        @Nullable Object @Nullable [] after = images.after();
        switch (operation) {
            case TRUNCATE -> truncates++;
            case READ, CREATE -> put(arrival, operation, present(after, "after"), stamp);
            case DELETE -> remove(present(before, "before"), stamp);
            case UPDATE -> update(arrival, present(before, "before"), present(after, "after"), stamp);
        }
        committed = stamp.committedMicros();
    }

    private void update(Arrival arrival, @Nullable Object[] before, @Nullable Object[] after, EventStamp stamp) {
        if (setAside.contains(arrival) && Objects.equals(key(before), key(after))) {
            // the row stays as it was, like any other whose update is a dead letter
            return;
        }
        remove(before, stamp);
        put(arrival, Operation.UPDATE, after, stamp);
    }

    private static @Nullable Object[] present(@Nullable Object @Nullable [] row, String which) {
        if (row == null) {
            throw new DecodingException(
                    "the record has no row " + which + " its change; is binlog_row_image FULL at the source?");
        }
        return row;
    }

    private void put(Arrival arrival, Operation operation, @Nullable Object[] row, EventStamp stamp) {
        if (setAside.contains(arrival)) {
            return;
        }
        List<Object> values = key(row);
        if (values == null) {
            reject(
                    arrival,
                    "column '" + missing(row) + "' holds NULL, and the pipeline names it in the key of this table",
                    "give it a value at the source, and the row joins with that change; or name other columns in keys");
            return;
        }
        Holders at = holders.computeIfAbsent(values, k -> new Holders());
        if (operation == Operation.READ) {
            // the state itself, whatever was said before: a row that is read again is not another one
            at.here.clear();
        } else {
            at.more++;
        }
        at.here.add(new SinkRow(new RowChange(operation, row), stamp));
    }

    /** A row without a key was never at the destination. */
    private void remove(@Nullable Object[] row, EventStamp stamp) {
        List<Object> values = key(row);
        if (values == null) {
            return;
        }
        Holders at = holders.computeIfAbsent(values, k -> new Holders());
        at.more--;
        at.lastLeft = new SinkRow(new RowChange(Operation.DELETE, row), stamp);
        for (int i = at.here.size() - 1; i >= 0; i--) {
            if (Arrays.deepEquals(at.here.get(i).change().values(), row)) {
                at.here.remove(i);
                return;
            }
        }
    }

    /** Null when the row lacks a value of the key. Bytes are compared by what they hold. */
    private @Nullable List<Object> key(@Nullable Object[] row) {
        List<Object> values = new ArrayList<>(key.length);
        for (int column : key) {
            Object value = row[column];
            if (value == null || value == Unavailable.VALUE) {
                return null;
            }
            values.add(value instanceof byte[] bytes ? java.nio.ByteBuffer.wrap(bytes) : value);
        }
        return values;
    }

    private String missing(@Nullable Object[] row) {
        for (int i = 0; i < key.length; i++) {
            if (row[key[i]] == null || row[key[i]] == Unavailable.VALUE) {
                return schema.key().get(i);
            }
        }
        throw new IllegalArgumentException("the row has its whole key");
    }

    private void reject(Arrival arrival, String cause, String mend) {
        if (!setAside.contains(arrival)) {
            rejected.add(new DeadLetter(topic, arrival, DeadLetter.Stage.DECODE, cause, mend));
        }
    }

    /** Whether rows that came are alike in the key and stayed so when a transaction ended. */
    boolean alike() {
        return holders.values().stream()
                .anyMatch(at -> at.here.size() > 1 && at.here.getLast().stamp().committedMicros() != committed);
    }

    @Override
    public List<SinkRow> rows() {
        List<SinkRow> rows = new ArrayList<>();
        holders.values().forEach(at -> {
            SinkRow change = at.here.isEmpty() ? (at.more < 0 ? at.lastLeft : null) : at.here.getLast();
            if (change != null) {
                rows.add(new SinkRow(change.change(), change.stamp(), at.more));
            }
        });
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
