package dev.freshet.avro;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Compiles the writer of a Connect schema. Debezium's semantic types travel as their plain Connect types. */
final class WriterPlan {
    private WriterPlan() {}

    static ValueWriter of(Schema connect, org.apache.avro.Schema avro, RecordEncoder.Nulls nulls) {
        String name = connect.name() == null ? "" : connect.name();
        return switch (name) {
            case Decimal.LOGICAL_NAME -> new DecimalWriter(scale(connect));
            case Date.LOGICAL_NAME -> writer((value, out) -> out.putLong(Date.fromLogical(connect, date(value))));
            case Time.LOGICAL_NAME -> writer((value, out) -> out.putLong(Time.fromLogical(connect, date(value))));
            case Timestamp.LOGICAL_NAME ->
                writer((value, out) -> out.putLong(Timestamp.fromLogical(connect, date(value))));
            default -> plain(connect, avro, nulls);
        };
    }

    private static java.util.Date date(Object value) {
        return (java.util.Date) value;
    }

    private static int scale(Schema decimal) {
        return Integer.parseInt(decimal.parameters().get(Decimal.SCALE_FIELD));
    }

    private static ValueWriter plain(Schema connect, org.apache.avro.Schema avro, RecordEncoder.Nulls nulls) {
        return switch (connect.type()) {
            case INT8 -> new Int8Writer();
            case INT16 -> new Int16Writer();
            case INT32 -> new Int32Writer();
            case INT64 -> new Int64Writer();
            case FLOAT32 -> new Float32Writer();
            case FLOAT64 -> new Float64Writer();
            case BOOLEAN -> new BooleanWriter();
            case STRING -> new TextWriter();
            case BYTES -> new BytesWriter();
            case ARRAY -> new ArrayWriter(Slot.of(connect.valueSchema(), avro.getElementType(), nulls));
            case MAP -> map(connect, avro, nulls);
            case STRUCT -> new StructWriter(connect, avro, nulls);
        };
    }

    private static ValueWriter map(Schema connect, org.apache.avro.Schema avro, RecordEncoder.Nulls nulls) {
        if (avro.getType() == org.apache.avro.Schema.Type.MAP) {
            return new MapWriter(Slot.of(connect.valueSchema(), avro.getValueType(), nulls));
        }
        List<org.apache.avro.Schema.Field> entry = avro.getElementType().getFields();
        return new EntriesWriter(
                Slot.of(connect.keySchema(), entry.get(0).schema(), nulls),
                Slot.of(connect.valueSchema(), entry.get(1).schema(), nulls));
    }

    private interface Write {
        void write(Object value, Output out);
    }

    private static ValueWriter writer(Write write) {
        return new ValueWriter() {
            @Override
            void write(Object value, Output out) {
                write.write(value, out);
            }
        };
    }

    private static final class Int8Writer extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putLong((Byte) value);
        }
    }

    private static final class Int16Writer extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putLong((Short) value);
        }
    }

    private static final class Int32Writer extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putLong((Integer) value);
        }
    }

    private static final class Int64Writer extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putLong((Long) value);
        }
    }

    private static final class Float32Writer extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putFloat((Float) value);
        }
    }

    private static final class Float64Writer extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putDouble((Double) value);
        }
    }

    private static final class BooleanWriter extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putByte((Boolean) value ? 1 : 0);
        }
    }

    private static final class TextWriter extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            out.putText((String) value);
        }
    }

    private static final class BytesWriter extends ValueWriter {
        @Override
        void write(Object value, Output out) {
            if (value instanceof byte[] bytes) {
                out.putBytes(bytes);
            } else {
                out.putBytes((ByteBuffer) value);
            }
        }
    }

    private static final class DecimalWriter extends ValueWriter {
        private final int scale;

        DecimalWriter(int scale) {
            this.scale = scale;
        }

        @Override
        void write(Object value, Output out) {
            BigDecimal decimal = (BigDecimal) value;
            if (decimal.scale() != scale) {
                throw new Misfit("has " + decimal.scale() + " decimal places where its schema has " + scale);
            }
            out.putUnscaled(decimal.unscaledValue());
        }
    }

    private static final class ArrayWriter extends ValueWriter {
        private final Slot element;

        ArrayWriter(Slot element) {
            this.element = element;
        }

        @Override
        void write(Object value, Output out) {
            Collection<?> values = (Collection<?>) value;
            if (!values.isEmpty()) {
                out.putLong(values.size());
                for (Object each : values) {
                    element.write(each, out);
                }
            }
            out.putByte(0);
        }
    }

    private static final class MapWriter extends ValueWriter {
        private final Slot slot;

        MapWriter(Slot slot) {
            this.slot = slot;
        }

        @Override
        void write(Object value, Output out) {
            // AvroData copies into a HashMap: do the same, so that the entries come in the same order
            Map<String, Object> entries = new HashMap<>();
            ((Map<?, ?>) value).forEach((key, each) -> entries.put((String) key, each));
            if (!entries.isEmpty()) {
                out.putLong(entries.size());
                entries.forEach((key, each) -> {
                    out.putText(key);
                    slot.write(each, out);
                });
            }
            out.putByte(0);
        }
    }

    /** A map whose keys are not text: an array of (key, value) records. */
    private static final class EntriesWriter extends ValueWriter {
        private final Slot key;
        private final Slot slot;

        EntriesWriter(Slot key, Slot slot) {
            this.key = key;
            this.slot = slot;
        }

        @Override
        void write(Object value, Output out) {
            Map<?, ?> entries = (Map<?, ?>) value;
            if (!entries.isEmpty()) {
                out.putLong(entries.size());
                entries.forEach((each, mapped) -> {
                    key.write(each, out);
                    slot.write(mapped, out);
                });
            }
            out.putByte(0);
        }
    }
}
