package dev.freshet.avro;

import io.debezium.data.Bits;
import io.debezium.data.Envelope;
import io.debezium.data.Json;
import io.debezium.data.geometry.Point;
import io.debezium.time.Date;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Envelopes as Debezium's MySQL connector 3.5 builds them: names adjusted for Avro, types precise and adaptive. */
public final class MySqlEnvelopes {
    static final Schema KEY = SchemaBuilder.struct()
            .name("shop.shop.orders.Key")
            .field("order_id", Schema.INT64_SCHEMA)
            .build();
    static final Schema ROW = row("shop.shop.orders.Value");
    static final Schema SOURCE = source();
    public static final Schema ENVELOPE = envelope(ROW);

    private MySqlEnvelopes() {}

    static Schema envelope(Schema row) {
        return Envelope.defineSchema()
                .withName(row.name().replace(".Value", ".Envelope"))
                .withRecord(row)
                .withSource(SOURCE)
                .build()
                .schema();
    }

    /** Twelve columns, the usual mixture. */
    private static Schema row(String name) {
        return SchemaBuilder.struct()
                .name(name)
                .optional()
                .field("order_id", Schema.INT64_SCHEMA)
                .field("customer", Schema.INT32_SCHEMA)
                .field(
                        "status",
                        SchemaBuilder.string().optional().defaultValue("new").build())
                .field("total", decimal(10, 2).optional().build())
                .field(
                        "placed_at",
                        ZonedTimestamp.builder()
                                .required()
                                .defaultValue("1970-01-01T00:00:00Z")
                                .build())
                .field("changed", MicroTimestamp.builder().optional().build())
                .field("due", Date.builder().optional().build())
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field(
                        "paid",
                        SchemaBuilder.bool().optional().defaultValue(false).build())
                .field("weight", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("details", Json.builder().optional().build())
                .field(
                        "lines",
                        SchemaBuilder.int16().optional().defaultValue((short) 1).build())
                .build();
    }

    /** One column of every type MySQL has. */
    static Schema everyType() {
        return SchemaBuilder.struct()
                .name("shop.shop.every_type.Value")
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .field("tiny", Schema.OPTIONAL_INT16_SCHEMA)
                .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .field("bits", Bits.builder(12).optional().build())
                .field("unsigned", decimal(20, 0).optional().build())
                .field("wide", decimal(65, 30).optional().build())
                .field("real4", Schema.OPTIONAL_FLOAT32_SCHEMA)
                .field("blob", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("kind", io.debezium.data.Enum.builder("a,b").optional().build())
                .field(
                        "tags",
                        io.debezium.data.EnumSet.builder("x,y").optional().build())
                .field("span", MicroTime.builder().optional().build())
                .field("year", Year.builder().optional().build())
                .field("millis", io.debezium.time.Timestamp.builder().optional().build())
                .field("place", Point.builder().optional().build())
                .field(
                        "shape",
                        io.debezium.data.geometry.Geometry.builder().optional().build())
                .build();
    }

    static Struct everyTypeRow(Schema schema) {
        return new Struct(schema)
                .put("id", 1)
                .put("tiny", (short) -7)
                .put("flag", true)
                .put("bits", new byte[] {1, 8})
                .put("unsigned", new BigDecimal("18446744073709551615"))
                .put("wide", new BigDecimal("-12345678901234567890123456789012345.123456789012345678901234567891"))
                .put("real4", 1.5f)
                .put("blob", new byte[] {0, -1, 127})
                .put("kind", "b")
                .put("tags", "x,y")
                .put("span", -3_020_399_000_000L)
                .put("year", 2026)
                .put("millis", 1_700_000_000_123L)
                .put("place", Point.createValue(schema.field("place").schema(), 1.0, 2.0))
                .put(
                        "shape",
                        new Struct(schema.field("shape").schema())
                                .put("wkb", new byte[] {1, 2, 3})
                                .put("srid", 4326));
    }

    static SchemaBuilder decimal(int precision, int scale) {
        return Decimal.builder(scale).parameter("connect.decimal.precision", Integer.toString(precision));
    }

    private static Schema source() {
        return SchemaBuilder.struct()
                .name("io.debezium.connector.mysql.Source")
                .version(1)
                .field("version", Schema.STRING_SCHEMA)
                .field("connector", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field(
                        "snapshot",
                        io.debezium.data.Enum.builder(
                                        "true,first,first_in_data_collection,last_in_data_collection,last,false,incremental")
                                .optional()
                                .defaultValue("false")
                                .build())
                .field("db", Schema.STRING_SCHEMA)
                .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .field("table", Schema.OPTIONAL_STRING_SCHEMA)
                .field("server_id", Schema.INT64_SCHEMA)
                .field("gtid", Schema.OPTIONAL_STRING_SCHEMA)
                .field("file", Schema.STRING_SCHEMA)
                .field("pos", Schema.INT64_SCHEMA)
                .field("row", Schema.INT32_SCHEMA)
                .field("thread", Schema.OPTIONAL_INT64_SCHEMA)
                .field("query", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
    }

    public static Struct order(long id) {
        return new Struct(ROW)
                .put("order_id", id)
                .put("customer", 4711)
                .put("status", "shipped")
                .put("total", new BigDecimal("129.90"))
                .put("placed_at", "2026-02-28T23:59:59.123456Z")
                .put("changed", 1_772_323_199_123_456L)
                .put("due", 20_512)
                .put("note", "leave at the neighbour's, Mülheimer Straße 7")
                .put("paid", true)
                .put("weight", 12.75)
                .put("details", "{\"gift\": true, \"wrap\": \"red\"}")
                .put("lines", (short) 3);
    }

    static Struct source(long pos) {
        return new Struct(SOURCE)
                .put("version", "3.5.0.Final")
                .put("connector", "mysql")
                .put("name", "shop")
                .put("ts_ms", 1_772_323_199_000L)
                .put("db", "shop")
                .put("ts_us", 1_772_323_199_000_000L)
                .put("ts_ns", 1_772_323_199_000_000_000L)
                .put("table", "orders")
                .put("server_id", 184_054L)
                .put("gtid", "3E11FA47-71CA-11E1-9E33-C80AA9429562:23")
                .put("file", "binlog.000042")
                .put("pos", pos)
                .put("row", 0)
                .put("thread", 17L);
    }

    public static Struct change(Schema envelope, String op, @Nullable Struct before, @Nullable Struct after) {
        Struct change = new Struct(envelope)
                .put("before", before)
                .put("after", after)
                .put("source", source(4_711))
                .put("op", op)
                .put("ts_ms", 1_772_323_199_200L);
        for (Field field : List.of(envelope.field("ts_us"), envelope.field("ts_ns"))) {
            change.put(field, 1_772_323_199_200_000L);
        }
        return change;
    }

    static Struct transaction(Schema envelope) {
        Schema block = envelope.field("transaction").schema();
        return new Struct(block)
                .put("id", "3E11FA47-71CA-11E1-9E33-C80AA9429562:23")
                .put("total_order", 1L)
                .put("data_collection_order", 1L);
    }

    static Map<String, Schema> schemas() {
        return Map.of("key", KEY, "orders", ENVELOPE, "every type", envelope(everyType()));
    }
}
