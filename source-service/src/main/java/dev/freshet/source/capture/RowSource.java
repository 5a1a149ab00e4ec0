package dev.freshet.source.capture;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** A {@code source} block that shares all but the row's number with the others of its event, and nothing once it is changed. */
final class RowSource extends Struct {
    private final Field number;
    private final Integer row;
    private Struct all;
    private boolean shared = true;

    /** @param event valid, and not changed any more */
    RowSource(Struct event, Field number, int row) {
        super(event.schema());
        this.all = event;
        this.number = number;
        this.row = row;
    }

    @Override
    public Object get(Field field) {
        return shared && field.index() == number.index() ? row : all.get(field);
    }

    @Override
    public Object getWithoutDefault(String fieldName) {
        return isNumber(fieldName) ? row : all.getWithoutDefault(fieldName);
    }

    @Override
    public Integer getInt32(String fieldName) {
        return isNumber(fieldName) ? row : all.getInt32(fieldName);
    }

    private boolean isNumber(String fieldName) {
        return shared && fieldName.equals(number.name());
    }

    @Override
    public Byte getInt8(String fieldName) {
        return all.getInt8(fieldName);
    }

    @Override
    public Short getInt16(String fieldName) {
        return all.getInt16(fieldName);
    }

    @Override
    public Long getInt64(String fieldName) {
        return all.getInt64(fieldName);
    }

    @Override
    public Float getFloat32(String fieldName) {
        return all.getFloat32(fieldName);
    }

    @Override
    public Double getFloat64(String fieldName) {
        return all.getFloat64(fieldName);
    }

    @Override
    public Boolean getBoolean(String fieldName) {
        return all.getBoolean(fieldName);
    }

    @Override
    public String getString(String fieldName) {
        return all.getString(fieldName);
    }

    @Override
    public byte[] getBytes(String fieldName) {
        return all.getBytes(fieldName);
    }

    @Override
    public <T> List<T> getArray(String fieldName) {
        return all.getArray(fieldName);
    }

    @Override
    public <K, V> Map<K, V> getMap(String fieldName) {
        return all.getMap(fieldName);
    }

    @Override
    public Struct getStruct(String fieldName) {
        return all.getStruct(fieldName);
    }

    @Override
    public Struct put(String fieldName, Object value) {
        Field field = schema().field(fieldName);
        if (field == null) {
            throw new DataException(fieldName + " is not a valid field name");
        }
        return put(field, value);
    }

    /** Nobody changes one but a transformation that a user adds. */
    @Override
    public Struct put(Field field, Object value) {
        own().put(field, value);
        return this;
    }

    /** From here on the others of the event are left alone. */
    private Struct own() {
        if (shared) {
            Struct copy = new Struct(schema());
            schema().fields().forEach(field -> copy.put(field, getWithoutDefault(field.name())));
            all = copy;
            shared = false;
        }
        return all;
    }

    /** The event's was checked when it was made; asked again for every row that is put into an envelope. */
    @Override
    public void validate() {
        if (!shared) {
            all.validate();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Struct that && plain().equals(that instanceof RowSource row ? row.plain() : that);
    }

    @Override
    public int hashCode() {
        return plain().hashCode();
    }

    @Override
    public String toString() {
        return plain().toString();
    }

    private Struct plain() {
        return shared ? new RowSource(all, number, row).own() : all;
    }
}
