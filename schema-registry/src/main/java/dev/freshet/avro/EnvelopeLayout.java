package dev.freshet.avro;

import dev.freshet.schema.TableSchema;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand in Debezium envelopes of one writer schema: for readers that look at few columns of both rows, and write the
 * others on without decoding them. Immutable, safe for use by several threads.
 */
public final class EnvelopeLayout {
    private final Schema envelope;
    private final @Nullable Schema key;
    private final TableSchema table;
    private final RowLayout before;
    private final RowLayout after;
    private final int opAt;
    private final String[] names;
    private final Skipper[] skippers;

    private EnvelopeLayout(Schema envelope, @Nullable Schema key) {
        this.envelope = envelope;
        this.key = key;
        List<Schema.Field> fields = envelope.getFields();
        before = RowLayout.of(envelope.getField("before"));
        after = RowLayout.of(envelope.getField("after"));
        opAt = envelope.getField("op").pos();
        names = fields.stream().map(Schema.Field::name).toArray(String[]::new);
        skippers = fields.stream().map(field -> Skipper.of(field.schema())).toArray(Skipper[]::new);
        table = EnvelopeDecoder.table(List.of(after.columns()), key);
        if (before.columns().length != after.columns().length) {
            throw new DecodingException("not a Debezium envelope: before and after are rows of different tables");
        }
    }

    /**
     * @param valueSchema writer schema of the value (JSON text): Debezium's envelope
     * @param keySchema   writer schema of the key, null for a table without one
     * @throws DecodingException when the schema is not an envelope
     */
    public static EnvelopeLayout compile(String valueSchema, @Nullable String keySchema) {
        Schema envelope = EnvelopeDecoder.parseEnvelope(valueSchema);
        try {
            return new EnvelopeLayout(envelope, keySchema == null ? null : EnvelopeDecoder.parseKey(keySchema));
        } catch (NumberFormatException e) {
            throw new DecodingException("a decimal of the value's writer schema has no proper scale or precision", e);
        }
    }

    /** The table as this writer schema describes it. */
    public TableSchema table() {
        return table;
    }

    /** Reads records of this schema, one after another; for one thread. */
    public EnvelopeCursor cursor() {
        return new EnvelopeCursor(this);
    }

    Schema envelope() {
        return envelope;
    }

    @Nullable
    Schema key() {
        return key;
    }

    RowLayout before() {
        return before;
    }

    RowLayout after() {
        return after;
    }

    int opAt() {
        return opAt;
    }

    String name(int field) {
        return names[field];
    }

    Skipper[] skippers() {
        return skippers;
    }

    /**
     * The record that is a row.
     *
     * @param at     of the field in the envelope
     * @param branch of the row in the field's union; -1: no union
     */
    record RowLayout(int at, int branch, Schema row, ColumnReader[] columns, Skipper[] skippers) {
        static RowLayout of(Schema.Field field) {
            Schema row = EnvelopeDecoder.rowSchema(field);
            boolean union = ColumnReader.isNullable(field.schema());
            return new RowLayout(
                    field.pos(),
                    union ? field.schema().getTypes().indexOf(row) : -1,
                    row,
                    row.getFields().stream().map(ColumnReader::of).toArray(ColumnReader[]::new),
                    row.getFields().stream()
                            .map(column -> Skipper.of(column.schema()))
                            .toArray(Skipper[]::new));
        }
    }
}
