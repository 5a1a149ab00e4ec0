package dev.freshet.avro;

import dev.freshet.schema.ColumnType;
import dev.freshet.schema.Unavailable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** The reader that brings a non-null value of an Avro schema into the Java form of its column type. */
final class ValueReaders {
    /** How Debezium says "unavailable" in an array or a map of texts. */
    private static final Set<String> UNAVAILABLE = Set.of(
            "[\"__debezium_unavailable_value\"]",
            "{\"__debezium_unavailable_value\":\"__debezium_unavailable_value\"}");

    private ValueReaders() {}

    static ValueReader of(Schema schema, ColumnType type) {
        return switch (type) {
            case ColumnType.Bool() -> new BooleanReader();
            case ColumnType.Int(int bits) -> bits == 64 ? new LongReader() : new IntReader();
            case ColumnType.Decimal exact -> decimal(schema, exact.scale());
            case ColumnType.Real(int bits) ->
                bits == 32 ? ValueReader.of(Input::takeFloat) : ValueReader.of(Input::takeDouble);
            case ColumnType.Text() -> text(schema);
            case ColumnType.Json() -> schema.getType() == Schema.Type.STRING ? new TextReader() : json(schema);
            case ColumnType.Bytes() -> bytes(schema);
            case ColumnType.Date() -> new IntReader();
            case ColumnType.Time() -> micros(schema);
            case ColumnType.Timestamp() -> micros(schema);
            case ColumnType.Instant() -> schema.getType() == Schema.Type.STRING ? new InstantReader() : micros(schema);
        };
    }

    private static ValueReader decimal(Schema schema, int scale) {
        if (schema.getType() == Schema.Type.FIXED) {
            int size = schema.getFixedSize();
            return ValueReader.of(in -> fixedDecimal(in, size, scale));
        }
        return ValueReader.of(in -> in.takeDecimal(in.takeLength(), scale));
    }

    private static BigDecimal fixedDecimal(Input in, int size, int scale) {
        return new BigDecimal(new BigInteger(in.takeBytes(size)), scale);
    }

    private static ValueReader text(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> escapesCommas(schema) ? new EnumReader() : new TextReader();
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield ValueReader.of(in -> symbols.get(in.takeBranch(symbols.size())));
            }
            default -> new StructReaders.VariableScaleDecimal(schema);
        };
    }

    /** Debezium's text of an ENUM's value has a backslash before each comma of its own, as its list of all values must have. */
    private static boolean escapesCommas(Schema schema) {
        return ColumnTypes.name(schema).equals("io.debezium.data.Enum")
                && String.valueOf(schema.getObjectProp("connect.parameters")).contains("\\,");
    }

    private static ValueReader bytes(Schema schema) {
        return switch (schema.getType()) {
            case BYTES -> new BytesReader();
            case FIXED -> {
                int size = schema.getFixedSize();
                yield ValueReader.of(in -> in.takeBytes(size));
            }
            default -> new StructReaders.Geometry(schema);
        };
    }

    private static ValueReader json(Schema schema) {
        return ValueReader.of(in -> {
            String json = JsonText.take(schema, in);
            return UNAVAILABLE.contains(json) ? Unavailable.VALUE : json;
        });
    }

    private static ValueReader micros(Schema schema) {
        return switch (unit(schema)) {
            case MILLIS -> new MillisReader();
            case MICROS -> new LongReader();
            case NANOS -> ValueReader.of(in -> Math.floorDiv(in.takeLong(), 1_000L));
        };
    }

    enum Unit {
        MILLIS,
        MICROS,
        NANOS
    }

    static Unit unit(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        String name = ColumnTypes.name(schema) + (logical == null ? "" : ' ' + logical.getName());
        if (name.contains("Micro") || name.endsWith("-micros")) {
            return Unit.MICROS;
        }
        return name.contains("Nano") || name.endsWith("-nanos") ? Unit.NANOS : Unit.MILLIS;
    }

    private static final class BooleanReader extends ValueReader {
        @Override
        Object read(Input in) {
            return in.takeBoolean();
        }
    }

    private static final class IntReader extends ValueReader {
        @Override
        Object read(Input in) {
            return in.takeInt();
        }
    }

    private static final class LongReader extends ValueReader {
        @Override
        Object read(Input in) {
            return in.takeLong();
        }
    }

    private static final class MillisReader extends ValueReader {
        @Override
        Object read(Input in) {
            long millis = in.takeLong();
            long micros = millis * 1_000L;
            if (micros / 1_000L != millis) {
                throw new Misfit("is a time beyond 64 bits of microseconds");
            }
            return micros;
        }
    }

    private static final class TextReader extends ValueReader {
        @Override
        Object read(Input in) {
            int length = in.takeLength();
            if (in.unavailable(length)) {
                in.skip(length);
                return Unavailable.VALUE;
            }
            return in.text(length);
        }
    }

    private static final class EnumReader extends ValueReader {
        @Override
        Object read(Input in) {
            return in.text(in.takeLength()).replace("\\,", ",");
        }
    }

    private static final class BytesReader extends ValueReader {
        @Override
        Object read(Input in) {
            int length = in.takeLength();
            if (in.unavailable(length)) {
                in.skip(length);
                return Unavailable.VALUE;
            }
            return in.takeBytes(length);
        }
    }

    private static final class InstantReader extends ValueReader {
        @Override
        Object read(Input in) {
            return ZonedText.takeMicros(in, in.takeLength());
        }
    }
}
