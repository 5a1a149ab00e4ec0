package dev.freshet.avro;

import dev.freshet.event.Operation;
import dev.freshet.registry.Framing;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes envelopes of rows that come from elsewhere than a Debezium connector, as Debezium would say them. Every column but those of the key may
 * be NULL and has that as its default, so that a registry under the rule BACKWARD takes columns that come and go. For one thread.
 */
public final class TableEnvelope {
    private static final int NULL = 0;
    private static final int VALUE = 1 << 1;
    private static final String VERSION = "1";

    private final TableSchema table;
    private final Origin origin;
    private final Schema envelope;
    private final @Nullable Schema key;
    private final ValueWriter[] writers;
    private final boolean[] required;
    private final int[] keyColumns;
    private final Output out = new Output();

    /**
     * What made the rows; stands in the envelope's {@code source}.
     *
     * @param connector the kind of maker
     * @param name      of the maker
     * @param table     that it makes
     */
    public record Origin(String connector, String name, String table) {}

    private TableEnvelope(TableSchema table, Origin origin, String topic) {
        this.table = table;
        this.origin = origin;
        List<String> names = table.columns().stream().map(Column::name).toList();
        List<String> fields = FieldName.ofColumns(names);
        keyColumns = table.key().stream().mapToInt(names::indexOf).toArray();
        writers = table.columns().stream()
                .map(column -> ComputedValue.writer(column.type()))
                .toArray(ValueWriter[]::new);
        required = new boolean[names.size()];
        for (int column : keyColumns) {
            required[column] = true;
        }
        String namespace = OutputSchemas.namespace(topic);
        envelope = envelope(namespace, row(namespace, fields));
        key = keyColumns.length == 0 ? null : key(namespace, fields);
    }

    /**
     * @param topic that the records go to: it names them
     * @throws EncodingException when the table cannot be said in Avro
     */
    public static TableEnvelope of(TableSchema table, Origin origin, String topic) {
        try {
            return new TableEnvelope(table, origin, topic);
        } catch (AvroRuntimeException e) {
            throw new EncodingException(topic + ": the table cannot be said in Avro (" + e.getMessage() + ")", e);
        }
    }

    private Schema row(String namespace, List<String> fields) {
        Schema row = Schema.createRecord("Value", null, namespace, false);
        List<Schema.Field> all = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            all.add(field(fields.get(i), table.columns().get(i), required[i]));
        }
        row.setFields(all);
        return row;
    }

    private static Schema.Field field(String name, Column column, boolean required) {
        Schema type = ComputedValue.schema(column.type());
        Schema.Field field = required
                ? new Schema.Field(name, type)
                : new Schema.Field(name, OutputSchemas.nullable(type), null, JsonProperties.NULL_VALUE);
        if (!name.equals(column.name())) {
            field.addProp(FieldName.PROPERTY, column.name());
        }
        return field;
    }

    private Schema key(String namespace, List<String> fields) {
        Schema schema = Schema.createRecord("Key", null, namespace, false);
        List<Schema.Field> all = new ArrayList<>();
        for (int column : keyColumns) {
            all.add(field(fields.get(column), table.columns().get(column), true));
        }
        schema.setFields(all);
        schema.addProp("connect.name", schema.getFullName());
        return schema;
    }

    private static Schema envelope(String namespace, Schema row) {
        Schema text = Schema.create(Schema.Type.STRING);
        Schema number = Schema.create(Schema.Type.LONG);
        Schema source = Schema.createRecord("Source", null, "dev.freshet.connector.transform", false);
        source.setFields(List.of(
                new Schema.Field("version", text),
                new Schema.Field("connector", text),
                new Schema.Field("name", text),
                new Schema.Field("ts_ms", number),
                new Schema.Field("db", text),
                new Schema.Field("table", text)));
        Schema optional = OutputSchemas.nullable(row);
        Schema schema = Schema.createRecord("Envelope", null, namespace, false);
        schema.setFields(List.of(
                new Schema.Field("before", optional, null, JsonProperties.NULL_VALUE),
                new Schema.Field("after", optional, null, JsonProperties.NULL_VALUE),
                new Schema.Field("source", source),
                new Schema.Field("op", text),
                new Schema.Field("ts_ms", OutputSchemas.nullable(number), null, JsonProperties.NULL_VALUE)));
        schema.addProp("connect.name", schema.getFullName());
        return schema;
    }

    /** The writer schema of the values. */
    public String valueSchema() {
        return envelope.toString();
    }

    /** The writer schema of the keys; null when the table has none. */
    public @Nullable String keySchema() {
        return key == null ? null : key.toString();
    }

    /** Whether a column of the key is NULL in this row, so that nothing tells it apart. */
    public boolean lacksKey(@Nullable Object[] row) {
        for (int column : keyColumns) {
            if (row[column] == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * A framed key.
     *
     * @param row in the Java forms of the columns; no column of the key is NULL
     */
    public byte[] key(int schemaId, @Nullable Object[] row) {
        out.begin(Framing.LENGTH);
        for (int column : keyColumns) {
            required(column, row);
        }
        return framed(schemaId);
    }

    /**
     * A framed envelope.
     *
     * @param millis when the rows were made, milliseconds since 1970
     * @throws EncodingException when a value is not of its column's type
     */
    public byte[] value(
            int schemaId,
            Operation operation,
            @Nullable Object @Nullable [] before,
            @Nullable Object @Nullable [] after,
            long millis) {
        out.begin(Framing.LENGTH);
        row(before);
        row(after);
        out.putText(VERSION);
        out.putText(origin.connector());
        out.putText(origin.name());
        out.putLong(millis);
        out.putText("");
        out.putText(origin.table());
        out.putText(operation.code());
        out.putByte(VALUE);
        out.putLong(millis);
        return framed(schemaId);
    }

    private byte[] framed(int schemaId) {
        byte[] written = out.toBytes();
        Framing.write(schemaId, written);
        return written;
    }

    private void row(@Nullable Object @Nullable [] row) {
        if (row == null) {
            out.putByte(NULL);
            return;
        }
        out.putByte(VALUE);
        for (int i = 0; i < writers.length; i++) {
            if (required[i]) {
                required(i, row);
            } else if (row[i] == null) {
                out.putByte(NULL);
            } else {
                out.putByte(VALUE);
                put(i, row);
            }
        }
    }

    private void required(int column, @Nullable Object[] row) {
        if (row[column] == null) {
            throw new EncodingException("column " + table.columns().get(column).name() + " of the key is NULL");
        }
        put(column, row);
    }

    private void put(int column, @Nullable Object[] row) {
        try {
            writers[column].write(java.util.Objects.requireNonNull(row[column]), out);
        } catch (ClassCastException | ArithmeticException e) {
            throw new EncodingException(
                    "column " + table.columns().get(column).name() + " holds a value that is not of its type", e);
        }
    }
}
