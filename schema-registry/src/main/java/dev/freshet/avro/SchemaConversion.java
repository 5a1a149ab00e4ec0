package dev.freshet.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schema of a Connect schema: the same text as AvroData of the Confluent and Apicurio converters, so that their readers
 * find Debezium's semantic types again ({@code connect.name}, {@code connect.parameters}...).
 *
 * <p>Three differences, where AvroData gives a schema that no parser accepts: structs of one name and one shape are written as one
 * record, whatever their parameters say; structs of one name and different shapes get a number behind the name. Column names that
 * Avro does not allow: see {@link FieldName}.
 */
final class SchemaConversion {
    private static final String NAMESPACE = "io.confluent.connect.avro";
    private static final String DEFAULT_NAME = "ConnectDefault";
    private static final String MAP_ENTRY = "MapEntry";
    private static final int DEFAULT_PRECISION = 64;

    private record Known(org.apache.kafka.connect.data.Schema connect, Schema avro) {}

    private final Map<String, Known> records = new HashMap<>();
    private final Map<org.apache.kafka.connect.data.Schema, Schema> unnamed = new HashMap<>();
    private int unnamedRecords;

    private SchemaConversion() {}

    /** @throws EncodingException when the schema has a name that Avro does not allow */
    static Schema toAvro(String subject, org.apache.kafka.connect.data.Schema connect) {
        try {
            return new SchemaConversion().convert(connect);
        } catch (AvroRuntimeException e) {
            throw new EncodingException(
                    subject + ": the schema cannot be said in Avro (" + e.getMessage()
                            + "); set schema.name.adjustment.mode=avro",
                    e);
        }
    }

    private Schema convert(org.apache.kafka.connect.data.Schema connect) {
        Schema base = switch (connect.type()) {
            case INT8, INT16, INT32 -> Schema.create(Schema.Type.INT);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case FLOAT32 -> Schema.create(Schema.Type.FLOAT);
            case FLOAT64 -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BYTES -> bytes(connect);
            case ARRAY -> Schema.createArray(convert(connect.valueSchema()));
            case MAP -> map(connect);
            case STRUCT -> record(connect);
        };
        if (connect.type() == org.apache.kafka.connect.data.Schema.Type.STRUCT) {
            return connect.isOptional() ? nullable(base, false) : base;
        }
        annotate(connect, base);
        return connect.isOptional() ? nullable(base, connect.defaultValue() != null) : base;
    }

    /** The branch of the field's default comes first, as Avro demands. */
    private static Schema nullable(Schema base, boolean valueFirst) {
        Schema none = Schema.create(Schema.Type.NULL);
        return Schema.createUnion(valueFirst ? List.of(base, none) : List.of(none, base));
    }

    private Schema map(org.apache.kafka.connect.data.Schema connect) {
        if (DefaultValues.hasTextKeys(connect)) {
            return Schema.createMap(convert(connect.valueSchema()));
        }
        String name = connect.name() == null ? NAMESPACE + '.' + MAP_ENTRY : connect.name();
        Known known = records.get(name);
        if (known != null && sameShape(known.connect(), connect)) {
            return Schema.createArray(known.avro());
        }
        Schema entry = create(name, null);
        if (connect.name() != null) {
            entry.addProp("connect.internal.type", MAP_ENTRY);
        }
        records.put(entry.getFullName(), new Known(connect, entry));
        entry.setFields(List.of(field("key", connect.keySchema(), null), field("value", connect.valueSchema(), null)));
        return Schema.createArray(entry);
    }

    private Schema record(org.apache.kafka.connect.data.Schema connect) {
        if (connect.name() == null) {
            Schema known = unnamed.get(connect);
            if (known != null) {
                return known;
            }
        } else {
            Known known = records.get(connect.name());
            if (known != null && sameShape(known.connect(), connect)) {
                return known.avro();
            }
        }
        return define(connect);
    }

    private Schema define(org.apache.kafka.connect.data.Schema connect) {
        Schema avro = create(connect.name() == null ? unnamedRecord() : connect.name(), doc(connect, "record.doc"));
        if (connect.name() == null) {
            unnamed.put(connect, avro);
        } else {
            records.put(avro.getFullName(), new Known(connect, avro));
        }
        List<Schema.Field> fields = new ArrayList<>();
        List<String> names =
                FieldName.ofColumns(connect.fields().stream().map(Field::name).toList());
        for (Field field : connect.fields()) {
            String name = names.get(field.index());
            Schema.Field added = field(name, field.schema(), doc(connect, "field.doc." + field.name()));
            if (!name.equals(field.name())) {
                added.addProp(FieldName.PROPERTY, field.name());
            }
            fields.add(added);
        }
        avro.setFields(fields);
        annotate(connect, avro);
        return avro;
    }

    private String unnamedRecord() {
        unnamedRecords++;
        return NAMESPACE + '.' + DEFAULT_NAME + (unnamedRecords > 1 ? unnamedRecords : "");
    }

    private Schema create(String fullName, @Nullable String doc) {
        String free = fullName;
        for (int i = 2; records.containsKey(free); i++) {
            free = fullName + i;
        }
        int dot = free.lastIndexOf('.');
        return Schema.createRecord(free.substring(dot + 1), doc, dot < 0 ? null : free.substring(0, dot), false);
    }

    private static @Nullable String doc(org.apache.kafka.connect.data.Schema connect, String what) {
        return connect.parameters() == null ? null : connect.parameters().get(NAMESPACE + '.' + what);
    }

    /** Whether values of both are written alike. */
    private static boolean sameShape(org.apache.kafka.connect.data.Schema a, org.apache.kafka.connect.data.Schema b) {
        if (a == b) {
            return true;
        }
        if (a.type() != b.type()) {
            return false;
        }
        return switch (a.type()) {
            case ARRAY -> sameSlot(a.valueSchema(), b.valueSchema());
            case MAP -> sameSlot(a.keySchema(), b.keySchema()) && sameSlot(a.valueSchema(), b.valueSchema());
            case STRUCT -> sameFields(a.fields(), b.fields());
            case INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES -> true;
        };
    }

    private static boolean sameFields(List<Field> a, List<Field> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).name().equals(b.get(i).name())
                    || !sameSlot(a.get(i).schema(), b.get(i).schema())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSlot(org.apache.kafka.connect.data.Schema a, org.apache.kafka.connect.data.Schema b) {
        return a.isOptional() == b.isOptional()
                && (a.defaultValue() == null) == (b.defaultValue() == null)
                && java.util.Objects.equals(a.name(), b.name())
                && sameShape(a, b);
    }

    private Schema.Field field(String name, org.apache.kafka.connect.data.Schema connect, @Nullable String doc) {
        Schema schema = convert(connect);
        Object fallback = DefaultValues.of(connect);
        if (fallback == null && connect.isOptional()) {
            fallback = JsonProperties.NULL_VALUE;
        }
        try {
            return new Schema.Field(name, schema, doc, fallback);
        } catch (AvroTypeException e) {
            // a default that Avro cannot state (a struct's): the field goes without
            return new Schema.Field(name, schema, doc);
        }
    }

    private static void annotate(org.apache.kafka.connect.data.Schema connect, Schema avro) {
        if (connect.doc() != null) {
            avro.addProp("connect.doc", connect.doc());
        }
        if (connect.version() != null) {
            avro.addProp("connect.version", connect.version());
        }
        if (connect.parameters() != null && !connect.parameters().isEmpty()) {
            avro.addProp("connect.parameters", connect.parameters());
        }
        Object fallback = DefaultValues.of(connect);
        if (fallback != null) {
            avro.addProp("connect.default", fallback);
        }
        if (connect.name() != null) {
            avro.addProp("connect.name", connect.name());
        }
        switch (connect.type()) {
            case INT8 -> avro.addProp("connect.type", "int8");
            case INT16 -> avro.addProp("connect.type", "int16");
            default -> {}
        }
        String logical = logicalType(connect);
        if (logical != null) {
            avro.addProp("logicalType", logical);
        }
    }

    private static @Nullable String logicalType(org.apache.kafka.connect.data.Schema connect) {
        return switch (connect.name() == null ? "" : connect.name()) {
            case Decimal.LOGICAL_NAME -> "decimal";
            case Date.LOGICAL_NAME -> "date";
            case Time.LOGICAL_NAME -> "time-millis";
            case Timestamp.LOGICAL_NAME -> "timestamp-millis";
            default -> null;
        };
    }

    private static Schema bytes(org.apache.kafka.connect.data.Schema connect) {
        Schema bytes = Schema.create(Schema.Type.BYTES);
        if (Decimal.LOGICAL_NAME.equals(connect.name())) {
            Map<String, String> parameters = connect.parameters();
            String precision = parameters.get("connect.decimal.precision");
            bytes.addProp("scale", Integer.parseInt(parameters.get(Decimal.SCALE_FIELD)));
            bytes.addProp("precision", precision == null ? DEFAULT_PRECISION : Integer.parseInt(precision));
        }
        return bytes;
    }
}
