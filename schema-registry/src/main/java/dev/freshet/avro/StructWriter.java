package dev.freshet.avro;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Writes a struct's fields in order. */
final class StructWriter extends ValueWriter {
    private final Schema schema;
    private final Field[] fields;
    private final Slot[] slots;
    /** Where a null stays a null although the field has a default. */
    private final boolean[] keepsNull;

    /** Another instance that was found equal: the deep comparison is made once, not per record. */
    private Schema alsoGood;

    StructWriter(Schema schema, org.apache.avro.Schema avro, RecordEncoder.Nulls nulls) {
        this.schema = schema;
        this.alsoGood = schema;
        List<org.apache.avro.Schema.Field> avroFields = avro.getFields();
        fields = schema.fields().toArray(Field[]::new);
        slots = new Slot[fields.length];
        keepsNull = new boolean[fields.length];
        for (int i = 0; i < fields.length; i++) {
            Schema field = fields[i].schema();
            slots[i] = Slot.of(field, avroFields.get(i).schema(), nulls);
            keepsNull[i] = nulls == RecordEncoder.Nulls.KEPT && field.isOptional() && field.defaultValue() != null;
        }
    }

    @Override
    void write(Object value, Output out) {
        Struct struct = (Struct) value;
        accept(struct.schema());
        int i = 0;
        try {
            for (; i < fields.length; i++) {
                slots[i].write(value(struct, i), out);
            }
        } catch (Misfit e) {
            throw e.in(fields[i].name());
        } catch (ClassCastException e) {
            throw new Misfit("holds a " + struct.get(fields[i]).getClass().getName() + " where its schema says "
                            + fields[i].schema().type())
                    .in(fields[i].name());
        } catch (DataException e) {
            throw new Misfit("is not a proper " + fields[i].schema().name()).in(fields[i].name());
        }
    }

    /** Struct.get puts the default in a null's place. */
    private @Nullable Object value(Struct struct, int i) {
        return keepsNull[i] ? struct.getWithoutDefault(fields[i].name()) : struct.get(fields[i]);
    }

    private void accept(Schema actual) {
        if (actual == schema || actual == alsoGood) {
            return;
        }
        if (!actual.equals(schema)) {
            throw new Misfit("is a struct of another schema than declared");
        }
        alsoGood = actual;
    }
}
