package dev.freshet.avro;

import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.event.RowImages;
import dev.freshet.registry.Framing;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium envelopes of one writer schema: the row is decoded, the rest skipped. Immutable and safe for use by several
 * threads.
 *
 * <p>The row is {@code after} where there is one, else {@code before}: {@code op} comes behind both.
 */
public final class EnvelopeDecoder {
    private static final int ABSENT = -1;

    private final TableSchema table;
    private final Row before;
    private final Row after;
    private final int opAt;
    private final String[] names;
    private final Skipper[] skippers;

    private EnvelopeDecoder(Schema envelope, @Nullable Schema key) {
        List<Schema.Field> fields = envelope.getFields();
        before = Row.of(envelope.getField("before"));
        after = Row.of(envelope.getField("after"));
        opAt = envelope.getField("op").pos();
        names = fields.stream().map(Schema.Field::name).toArray(String[]::new);
        skippers = fields.stream().map(field -> Skipper.of(field.schema())).toArray(Skipper[]::new);
        table = table(after.reader().columns(), key);
        if (!table.columns().equals(columns(before.reader().columns()))) {
            throw new DecodingException("not a Debezium envelope: before and after are rows of different tables");
        }
    }

    /** Where a row stands in the envelope, and which branch of its union it is (-1: no union). */
    private record Row(int at, int branch, RowReader reader, Skipper skipper) {
        static Row of(Schema.Field field) {
            Schema row = rowSchema(field);
            boolean union = ColumnReader.isNullable(field.schema());
            int branch = union ? field.schema().getTypes().indexOf(row) : ABSENT;
            return new Row(field.pos(), branch, new RowReader(row), Skipper.of(row));
        }

        boolean present(Input in) {
            return branch == ABSENT || in.takeBranch(2) == branch;
        }
    }

    /**
     * Compiles a decoder.
     *
     * @param valueSchema writer schema of the value (JSON text): Debezium's envelope
     * @param keySchema   writer schema of the key, null for a table without one
     * @throws DecodingException when the schema is not an envelope
     */
    public static EnvelopeDecoder compile(String valueSchema, @Nullable String keySchema) {
        Schema envelope = parseEnvelope(valueSchema);
        try {
            return new EnvelopeDecoder(envelope, keySchema == null ? null : parseKey(keySchema));
        } catch (NumberFormatException e) {
            throw new DecodingException("a decimal of the value's writer schema has no proper scale or precision", e);
        }
    }

    static Schema parseEnvelope(String valueSchema) {
        Schema envelope = parse("value", valueSchema);
        if (!isEnvelope(envelope)) {
            throw new DecodingException(
                    "not a Debezium envelope: the value's schema is '" + envelope.getFullName()
                            + "' and lacks before, after or op; is the topic written by a source, without an unwrapping transform?");
        }
        return envelope;
    }

    static Schema parseKey(String keySchema) {
        Schema key = parse("key", keySchema);
        if (key.getType() != Schema.Type.RECORD) {
            throw new DecodingException("the key's schema is a " + key.getType() + ", not a record of key columns");
        }
        return key;
    }

    private static Schema parse(String what, String text) {
        try {
            return new Schema.Parser().setValidateDefaults(false).parse(text);
        } catch (AvroRuntimeException e) {
            throw new DecodingException("the " + what + "'s writer schema is not an Avro schema: " + e.getMessage(), e);
        }
    }

    private static boolean isEnvelope(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return false;
        }
        Schema.Field op = schema.getField("op");
        return op != null
                && op.schema().getType() == Schema.Type.STRING
                && isRow(schema.getField("before"))
                && isRow(schema.getField("after"));
    }

    private static boolean isRow(Schema.@Nullable Field field) {
        return field != null && rowSchema(field).getType() == Schema.Type.RECORD;
    }

    /** The field's schema, without the null branch. */
    static Schema rowSchema(Schema.Field field) {
        if (!ColumnReader.isNullable(field.schema())) {
            return field.schema();
        }
        List<Schema> branches = field.schema().getTypes();
        return branches.get(branches.get(0).getType() == Schema.Type.NULL ? 1 : 0);
    }

    static TableSchema table(List<ColumnReader> columns, @Nullable Schema key) {
        List<String> names = new ArrayList<>();
        for (Schema.Field field : key == null ? List.<Schema.Field>of() : key.getFields()) {
            String name = FieldName.column(field);
            if (columns.stream().noneMatch(column -> column.column().name().equals(name))) {
                throw new DecodingException("key column '" + name + "' is not a column of the row");
            }
            names.add(name);
        }
        return new TableSchema(columns(columns), names);
    }

    private static List<Column> columns(List<ColumnReader> readers) {
        return readers.stream().map(ColumnReader::column).toList();
    }

    /** The table as this writer schema describes it, with the source's own column names. */
    public TableSchema table() {
        return table;
    }

    /**
     * The row of a framed message (the five bytes of framing are skipped).
     *
     * @throws DecodingException when the bytes do not fit the schema
     */
    public RowChange decode(byte[] message) {
        try {
            Input in = new Input(message, Framing.LENGTH);
            Envelope envelope = envelope(in);
            return change(
                    envelope.operation,
                    envelope.after == null && envelope.beforeAt != ABSENT
                            ? before(in, envelope.beforeAt)
                            : envelope.after);
        } catch (Misfit e) {
            throw misfit(e);
        }
    }

    /**
     * The row as it was and as it is.
     *
     * @throws DecodingException as {@link #decode}
     */
    public RowImages images(byte[] message) {
        try {
            Input in = new Input(message, Framing.LENGTH);
            Envelope envelope = envelope(in);
            return new RowImages(
                    envelope.operation,
                    envelope.beforeAt == ABSENT ? null : before(in, envelope.beforeAt),
                    envelope.after);
        } catch (Misfit e) {
            throw misfit(e);
        }
    }

    private static DecodingException misfit(Misfit e) {
        return new DecodingException("not a change event of its writer schema: " + e.describe(), e);
    }

    /** @param beforeAt where the row before stands in the message */
    @SuppressWarnings("ArrayRecordComponent")
    private record Envelope(Operation operation, @Nullable Object @Nullable [] after, int beforeAt) {}

    private Envelope envelope(Input in) {
        @Nullable Object @Nullable [] row = null;
        Operation operation = null;
        int beforeAt = ABSENT;
        int i = 0;
        try {
            for (; i < skippers.length; i++) {
                if (i == after.at()) {
                    row = after.present(in) ? after.reader().read(in) : null;
                } else if (i == before.at()) {
                    beforeAt = skipBefore(in);
                } else if (i == opAt) {
                    operation = operation(in);
                } else {
                    skippers[i].skip(in);
                }
            }
        } catch (Misfit e) {
            throw e.in(names[i]);
        } catch (IndexOutOfBoundsException e) {
            throw new Misfit("ends early").in(names[i]);
        }
        if (!in.ended()) {
            throw new Misfit("goes on after its end");
        }
        return new Envelope(Objects.requireNonNull(operation), row, beforeAt);
    }

    private int skipBefore(Input in) {
        if (!before.present(in)) {
            return ABSENT;
        }
        int start = in.position();
        before.skipper().skip(in);
        return start;
    }

    private @Nullable Object[] before(Input in, int start) {
        in.position(start);
        try {
            return before.reader().read(in);
        } catch (Misfit e) {
            throw e.in(names[before.at()]);
        }
    }

    private static Operation operation(Input in) {
        String code = in.takeText();
        try {
            return Operation.of(code);
        } catch (IllegalArgumentException e) {
            throw new Misfit("is not an operation on a row");
        }
    }

    private static RowChange change(Operation operation, @Nullable Object @Nullable [] row) {
        if (row != null) {
            return new RowChange(operation, row);
        }
        if (operation != Operation.TRUNCATE) {
            throw new Misfit("has neither a row before nor one after; is binlog_row_image FULL at the source?");
        }
        return new RowChange(operation, new Object[0]);
    }
}
