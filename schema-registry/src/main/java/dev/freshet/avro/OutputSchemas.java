package dev.freshet.avro;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schemas of an output: the input's envelope with other rows in it. Every column but those of the key gets a default, so that a
 * registry under the rule BACKWARD takes columns that come and go.
 */
final class OutputSchemas {
    private OutputSchemas() {}

    /** The namespace of a topic's records: what Avro allows of its name. */
    static String namespace(String topic) {
        StringBuilder namespace = new StringBuilder();
        for (String part : topic.split("\\.", -1)) {
            String plain = part.replaceAll("[^A-Za-z0-9_]", "_");
            namespace
                    .append(namespace.isEmpty() ? "" : ".")
                    .append(plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain);
        }
        return namespace.toString();
    }

    static Schema envelope(EnvelopeLayout in, List<OutputColumn> columns, String topic) {
        String namespace = namespace(topic);
        Schema row = Schema.createRecord("Value", null, namespace, false);
        row.setFields(columns(in, columns));
        Schema envelope = Schema.createRecord("Envelope", null, namespace, false);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : in.envelope().getFields()) {
            boolean isRow =
                    field.pos() == in.before().at() || field.pos() == in.after().at();
            fields.add(
                    isRow
                            ? new Schema.Field(field.name(), nullable(row), null, JsonProperties.NULL_VALUE)
                            : copy(field.name(), field, field.schema(), field.defaultVal()));
        }
        envelope.setFields(fields);
        in.envelope().getObjectProps().forEach((name, value) -> {
            if (!name.equals("connect.name")) {
                envelope.addProp(name, value);
            }
        });
        envelope.addProp("connect.name", envelope.getFullName());
        return envelope;
    }

    /** @param names of the key's columns in the output, in the key's order */
    static Schema key(Schema key, List<String> names, String topic) {
        Schema renamed = Schema.createRecord("Key", null, namespace(topic), false);
        List<String> fieldNames = FieldName.ofColumns(names);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : key.getFields()) {
            fields.add(named(
                    copy(fieldNames.get(field.pos()), field, field.schema(), field.defaultVal()),
                    names.get(field.pos())));
        }
        renamed.setFields(fields);
        renamed.addProp("connect.name", renamed.getFullName());
        return renamed;
    }

    private static List<Schema.Field> columns(EnvelopeLayout in, List<OutputColumn> columns) {
        List<String> names =
                FieldName.ofColumns(columns.stream().map(OutputColumn::name).toList());
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            OutputColumn column = columns.get(i);
            Schema.Field field = switch (column) {
                case OutputColumn.Copied copied -> copied(in, names.get(i), copied.column());
                case OutputColumn.Computed(String name, ColumnType type) ->
                    new Schema.Field(
                            names.get(i), nullable(ComputedValue.schema(type)), null, JsonProperties.NULL_VALUE);
            };
            fields.add(named(field, column.name()));
        }
        return fields;
    }

    private static Schema.Field named(Schema.Field field, String column) {
        if (!field.name().equals(column)) {
            field.addProp(FieldName.PROPERTY, column);
        }
        return field;
    }

    private static Schema.Field copied(EnvelopeLayout in, String name, int column) {
        Schema.Field field = in.after().row().getFields().get(column);
        Column known = in.table().columns().get(column);
        if (field.hasDefaultValue() || in.table().key().contains(known.name()) || isUnion(field.schema())) {
            return copy(name, field, field.schema(), field.hasDefaultValue() ? field.defaultVal() : null);
        }
        Object empty = empty(field.schema(), known);
        return empty == null
                ? copy(name, field, nullable(field.schema()), JsonProperties.NULL_VALUE)
                : copy(name, field, field.schema(), empty);
    }

    /** Whether a copied column gets a union that it does not have in the input. */
    static boolean wraps(EnvelopeLayout in, int column) {
        Schema.Field field = in.after().row().getFields().get(column);
        Column known = in.table().columns().get(column);
        return !field.hasDefaultValue()
                && !in.table().key().contains(known.name())
                && !isUnion(field.schema())
                && empty(field.schema(), known) == null;
    }

    private static boolean isUnion(Schema schema) {
        return schema.getType() == Schema.Type.UNION;
    }

    /** What rows that were there before a NOT NULL column hold in it, in the form that Avro states defaults in; null when unknown. */
    private static @Nullable Object empty(Schema schema, Column column) {
        Object initial = column.initial();
        if (initial == null) {
            return null;
        }
        return switch (column.type()) {
            case ColumnType.Bool() -> initial;
            case ColumnType.Int(int bits) ->
                schema.getType() == Schema.Type.LONG
                        ? (Object) number(initial).longValue()
                        : (Object) number(initial).intValue();
            case ColumnType.Real(int bits) -> initial;
            case ColumnType.Text() -> schema.getType() == Schema.Type.STRING ? initial : null;
            case ColumnType.Json() -> schema.getType() == Schema.Type.STRING ? initial : null;
            case ColumnType.Bytes() -> schema.getType() == Schema.Type.BYTES ? text((byte[]) initial) : null;
            case ColumnType.Decimal(int precision, int scale) ->
                schema.getType() == Schema.Type.BYTES
                        ? text(((BigDecimal) initial).unscaledValue().toByteArray())
                        : null;
            case ColumnType.Time() ->
                number(initial).longValue() == 0 && schema.getType() == Schema.Type.LONG ? 0L : null;
            case ColumnType.Date() -> null;
            case ColumnType.Timestamp() -> null;
            case ColumnType.Instant() -> null;
        };
    }

    private static Number number(Object value) {
        return (Number) value;
    }

    /** Avro states bytes as text, one character a byte. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    private static Schema.Field copy(String name, Schema.Field field, Schema schema, @Nullable Object fallback) {
        Schema.Field copy;
        try {
            copy = new Schema.Field(name, schema, field.doc(), fallback == null ? null : fallback);
        } catch (AvroRuntimeException e) {
            // a default that does not fit, which readers of the input pass over too
            copy = new Schema.Field(name, schema, field.doc());
        }
        for (Map.Entry<String, Object> property : field.getObjectProps().entrySet()) {
            if (!property.getKey().equals(FieldName.PROPERTY)) {
                copy.addProp(property.getKey(), property.getValue());
            }
        }
        return copy;
    }
}
