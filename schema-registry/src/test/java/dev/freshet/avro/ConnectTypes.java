package dev.freshet.avro;

import io.debezium.data.Bits;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.data.geometry.Geometry;
import io.debezium.data.geometry.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Every Connect type and Debezium semantic type, optional, required and with a default, with values at the edges. */
final class ConnectTypes {
    /** @param values legal for the schema; null among them where it is optional or has a default */
    record Sample(String name, Schema schema, List<Object> values) {}

    private record Kind(String name, Supplier<SchemaBuilder> schema, List<Object> values) {}

    private ConnectTypes() {}

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (Kind kind : kinds()) {
            Object first = kind.values().getFirst();
            samples.add(sample(kind, "required", kind.schema().get(), false));
            samples.add(sample(kind, "optional", kind.schema().get().optional(), true));
            if (!(first instanceof Struct)) {
                samples.add(
                        sample(kind, "required, default", kind.schema().get().defaultValue(first), true));
                samples.add(sample(
                        kind,
                        "optional, default",
                        kind.schema().get().optional().defaultValue(first),
                        true));
            }
        }
        return samples;
    }

    private static Sample sample(Kind kind, String shape, SchemaBuilder schema, boolean nullable) {
        List<Object> values = new ArrayList<>(kind.values());
        if (nullable) {
            values.add(null);
        }
        Schema built = schema.build();
        values.replaceAll(value -> value instanceof Struct struct ? moved(struct, built) : value);
        return new Sample(kind.name() + ", " + shape, built, values);
    }

    /** A struct knows whether its schema is optional. */
    private static Struct moved(Struct struct, Schema schema) {
        Struct copy = new Struct(schema);
        schema.fields().forEach(field -> copy.put(field, struct.get(field.name())));
        return copy;
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(plain());
        kinds.addAll(connectsOwn());
        kinds.addAll(debeziums());
        kinds.addAll(nested());
        return kinds;
    }

    private static List<Kind> plain() {
        return List.of(
                new Kind("int8", SchemaBuilder::int8, List.of((byte) 1, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) 0)),
                new Kind("int16", SchemaBuilder::int16, List.of((short) -1, Short.MIN_VALUE, Short.MAX_VALUE, (short)
                        0)),
                new Kind(
                        "int32",
                        SchemaBuilder::int32,
                        List.of(64, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -64, -65, 8191, 8192)),
                new Kind(
                        "int64",
                        SchemaBuilder::int64,
                        List.of(7L, Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L, 1L << 32, 1L << 55, 1L << 62)),
                new Kind(
                        "float32",
                        SchemaBuilder::float32,
                        List.of(0.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0f, Float.NaN, Float.NEGATIVE_INFINITY)),
                new Kind(
                        "float64",
                        SchemaBuilder::float64,
                        List.of(0.1, Double.MIN_VALUE, Double.MAX_VALUE, -0d, Double.NaN, Double.POSITIVE_INFINITY)),
                new Kind("boolean", SchemaBuilder::bool, List.of(true, false)),
                new Kind("string", SchemaBuilder::string, texts()),
                new Kind(
                        "bytes",
                        SchemaBuilder::bytes,
                        List.of(
                                ByteBuffer.wrap(new byte[] {1, -1, 0}),
                                new byte[0],
                                new byte[300],
                                ByteBuffer.wrap(new byte[] {9, 8, 7, 6}, 1, 2).slice())));
    }

    private static List<Object> texts() {
        return List.of(
                "plain",
                "",
                "Straße, 東京, \uD83D\uDE80",
                "lone surrogate \uD83D here",
                "nul \u0000 inside",
                "x".repeat(63),
                "x".repeat(64),
                "x".repeat(96) + "é",
                "é".repeat(96),
                "x".repeat(5000));
    }

    private static List<Kind> connectsOwn() {
        return List.of(
                new Kind(
                        "Decimal(10,2)",
                        () -> MySqlEnvelopes.decimal(10, 2),
                        List.of(
                                new BigDecimal("1.50"),
                                new BigDecimal("-99999999.99"),
                                new BigDecimal("0.00"),
                                new BigDecimal("-0.01"),
                                new BigDecimal("1.27"),
                                new BigDecimal("1.28"))),
                new Kind(
                        "Decimal(65,0)",
                        () -> MySqlEnvelopes.decimal(65, 0),
                        List.of(
                                BigDecimal.ONE,
                                new BigDecimal("9".repeat(65)),
                                new BigDecimal("-" + "9".repeat(65)),
                                new BigDecimal(Long.MAX_VALUE),
                                new BigDecimal(Long.MIN_VALUE),
                                new BigDecimal(BigInteger.TWO.pow(63)))),
                new Kind("Decimal without precision", () -> Decimal.builder(3), List.of(new BigDecimal("1.500"))),
                new Kind(
                        "Decimal that Avro refuses",
                        () -> MySqlEnvelopes.decimal(2, 5),
                        List.of(new BigDecimal("0.00001"))),
                new Kind(
                        "Connect Date",
                        Date::builder,
                        List.of(
                                new java.util.Date(0),
                                new java.util.Date(-86_400_000L),
                                new java.util.Date(86_400_000L * 20_000))),
                new Kind("Connect Time", Time::builder, List.of(new java.util.Date(0), new java.util.Date(86_399_999))),
                new Kind(
                        "Connect Timestamp",
                        Timestamp::builder,
                        List.of(
                                new java.util.Date(0),
                                new java.util.Date(-1),
                                new java.util.Date(1_700_000_000_123L))));
    }

    private static List<Kind> debeziums() {
        return List.of(
                new Kind("Date", io.debezium.time.Date::builder, List.of(20_000, -719_162, 2_932_896)),
                new Kind("Time", io.debezium.time.Time::builder, List.of(1, 86_399_999)),
                new Kind(
                        "MicroTime",
                        io.debezium.time.MicroTime::builder,
                        List.of(1L, -3_020_399_000_000L, 3_020_399_000_000L)),
                new Kind("NanoTime", io.debezium.time.NanoTime::builder, List.of(1_000L, -1L)),
                new Kind(
                        "Timestamp",
                        io.debezium.time.Timestamp::builder,
                        List.of(1L, -62_135_596_800_000L, 253_402_300_799_999L)),
                new Kind(
                        "MicroTimestamp",
                        io.debezium.time.MicroTimestamp::builder,
                        List.of(1L, 253_402_300_799_999_999L)),
                new Kind("NanoTimestamp", io.debezium.time.NanoTimestamp::builder, List.of(1L, -1L)),
                new Kind(
                        "ZonedTimestamp",
                        io.debezium.time.ZonedTimestamp::builder,
                        List.of("1970-01-01T00:00:00Z", "2038-01-19T03:14:07.999999Z")),
                new Kind("ZonedTime", io.debezium.time.ZonedTime::builder, List.of("10:00:00Z")),
                new Kind("Year", io.debezium.time.Year::builder, List.of(1901, 2155)),
                new Kind("MicroDuration", io.debezium.time.MicroDuration::builder, List.of(1L)),
                new Kind("Interval", io.debezium.time.Interval::builder, List.of("P1Y2M3DT4H5M6.78S")),
                new Kind("Json", io.debezium.data.Json::builder, List.of("{}", "{\"a\": [1, null]}")),
                new Kind("Xml", io.debezium.data.Xml::builder, List.of("<a/>")),
                new Kind("Uuid", io.debezium.data.Uuid::builder, List.of("3E11FA47-71CA-11E1-9E33-C80AA9429562")),
                new Kind("Enum", () -> io.debezium.data.Enum.builder("a,b"), List.of("a", "b")),
                new Kind("EnumSet", () -> io.debezium.data.EnumSet.builder("a,b"), List.of("a,b", "")),
                new Kind("Bits", () -> Bits.builder(9), List.of(ByteBuffer.wrap(new byte[] {1, 1}), new byte[] {0, 0})),
                new Kind(
                        "VariableScaleDecimal",
                        VariableScaleDecimal::builder,
                        List.of(variable("12.345"), variable("-7"))),
                new Kind(
                        "Geometry",
                        Geometry::builder,
                        List.of(geometry(new byte[] {1, 2}, 4326), geometry(new byte[0], null))),
                new Kind(
                        "Point",
                        Point::builder,
                        List.of(Point.createValue(Point.builder().build(), 1.5, -2.5))));
    }

    private static Struct variable(String number) {
        return VariableScaleDecimal.fromLogical(VariableScaleDecimal.schema(), new BigDecimal(number));
    }

    private static Struct geometry(byte[] wkb, @Nullable Integer srid) {
        Schema schema = Geometry.builder().build();
        return new Struct(schema).put("wkb", wkb).put("srid", srid);
    }

    private static List<Kind> nested() {
        Schema inner = SchemaBuilder.struct()
                .name("in.Ner")
                .optional()
                .field("a", Schema.OPTIONAL_INT32_SCHEMA)
                .build();
        return List.of(
                new Kind(
                        "array",
                        () -> SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA),
                        List.of(List.of("a", "b"), List.of())),
                new Kind(
                        "array of structs",
                        () -> SchemaBuilder.array(inner),
                        List.of(List.of(new Struct(inner).put("a", 1)), List.of())),
                new Kind(
                        "map",
                        () -> SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA),
                        List.of(new TreeMap<>(Map.of("one", 1L, "two", 2L, "three", 3L)), Map.of())),
                new Kind(
                        "map by number",
                        () -> SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
                        List.of(Map.of(1, "one"), Map.of())));
    }
}
