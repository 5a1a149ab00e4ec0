package dev.freshet.transform.apply;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.IncompatibleSchemaException;
import dev.freshet.registry.RegisteredSchema;
import dev.freshet.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Change events of a table as a source publishes them. */
public final class Shop {
    public static final String TOPIC = "shop.shop.orders";
    public static final Schema KEY = SchemaBuilder.struct()
            .name("shop.shop.orders.Key")
            .field("id", Schema.INT64_SCHEMA)
            .build();
    public static final Schema ROW = SchemaBuilder.struct()
            .name("shop.shop.orders.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("status", Schema.STRING_SCHEMA)
            .field("total", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("mail", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final RecordEncoder encoder;

    public Shop(SchemaRegistry registry) {
        encoder = new RecordEncoder(registry);
    }

    /** Envelope of a row schema. */
    public static Schema envelope(Schema row) {
        return SchemaBuilder.struct()
                .name("shop.shop.orders.Envelope")
                .field("before", row)
                .field("after", row)
                .field(
                        "source",
                        SchemaBuilder.struct()
                                .name("io.debezium.connector.mysql.Source")
                                .field("file", Schema.STRING_SCHEMA)
                                .build())
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    private static final Schema ENVELOPE = envelope(ROW);

    public static Struct order(long id, String status, @Nullable Double total) {
        return new Struct(ROW)
                .put("id", id)
                .put("status", status)
                .put("total", total)
                .put("mail", "m" + id + "@x.org");
    }

    public byte[] key(long id) {
        return encoder.encode(TOPIC + "-key", KEY, new Struct(KEY).put("id", id));
    }

    public byte[] event(String op, @Nullable Struct before, @Nullable Struct after) {
        return event(ENVELOPE, op, before, after);
    }

    public byte[] event(Schema envelope, String op, @Nullable Struct before, @Nullable Struct after) {
        Struct value = new Struct(envelope)
                .put("before", before)
                .put("after", after)
                .put("source", new Struct(envelope.field("source").schema()).put("file", "binlog.000001"))
                .put("op", op)
                .put("ts_ms", 1_772_323_199_123L);
        return encoder.encode(TOPIC + "-value", envelope, value);
    }

    /** In memory: keeps schemas by id; refuses guarded ones that the judge refuses once told to. */
    public static final class Registry implements GuardedRegistry {
        private final List<String> schemas = new ArrayList<>();
        private final Map<String, Integer> newest = new TreeMap<>();
        boolean strict;

        @Override
        public synchronized int register(String subject, String schema) {
            int at = schemas.indexOf(schema);
            if (at < 0) {
                schemas.add(schema);
                at = schemas.size() - 1;
            }
            newest.put(subject, at + 1);
            return at + 1;
        }

        @Override
        public synchronized String schema(int id) {
            return schemas.get(id - 1);
        }

        @Override
        public synchronized Optional<RegisteredSchema> latest(String subject) {
            return Optional.ofNullable(newest.get(subject)).map(id -> new RegisteredSchema(id, id, schema(id)));
        }

        @Override
        public Optional<RegisteredSchema> version(String subject, int version) {
            return latest(subject).filter(schema -> schema.version() == version);
        }

        @Override
        public int registerGuarded(String subject, String schema, BiPredicate<String, String> lossless) {
            if (strict
                    && latest(subject)
                            .filter(old -> !lossless.test(old.schema(), schema))
                            .isPresent()) {
                throw new IncompatibleSchemaException("refused");
            }
            return register(subject, schema);
        }
    }
}
