package dev.freshet.avro;

import dev.freshet.registry.Framing;
import dev.freshet.registry.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Framed Avro bytes of Connect values. A plan is compiled and its schema registered when a (subject, schema instance) is first
 * seen, and found again by identity. Not for use by several threads: one encoder per capture.
 *
 * <p>Memory is bounded however many schema changes pass by: the last {@value #PLANS_PER_SUBJECT} schemas of each of the
 * {@value #SUBJECTS} subjects used last are kept; a forgotten one is compiled again.
 */
public final class RecordEncoder {
    private static final int SUBJECTS = 16_384;
    private static final int PLANS_PER_SUBJECT = 4;

    private final SchemaRegistry registry;
    private final Nulls nulls;
    private final BiFunction<String, Schema, Schema> stated;
    private final Output out = new Output();
    private final Map<String, Plan[]> plans = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan[]> eldest) {
            return size() > SUBJECTS;
        }
    };

    private record Plan(Schema schema, int id, Slot root) {}

    /** What becomes of a null in a nullable field whose schema has a default: MySQL's {@code status TEXT DEFAULT 'new'}. */
    public enum Nulls {
        /** Written as the default: what AvroData does, and Kafka Connect's converters unless told otherwise. */
        AS_DEFAULT,
        /** Written as null, in the same Avro schema: the row arrives as it is (Confluent's ignore.default.for.nullables). */
        KEPT
    }

    /** With {@link Nulls#AS_DEFAULT}. */
    public RecordEncoder(SchemaRegistry registry) {
        this(registry, Nulls.AS_DEFAULT);
    }

    public RecordEncoder(SchemaRegistry registry, Nulls nulls) {
        this(registry, nulls, (subject, schema) -> schema);
    }

    /** @param stated what is registered under a subject for a schema: that one, but for defaults which it states better */
    public RecordEncoder(SchemaRegistry registry, Nulls nulls, BiFunction<String, Schema, Schema> stated) {
        this.registry = registry;
        this.nulls = nulls;
        this.stated = stated;
    }

    /**
     * Magic byte, schema id, Avro body.
     *
     * @param subject {@code <topic>-key} or {@code <topic>-value}
     * @throws EncodingException when the value does not fit its schema: names the path of the field
     */
    public byte[] encode(String subject, Schema schema, Object value) {
        Plan plan = plan(subject, schema);
        out.begin(Framing.LENGTH);
        try {
            plan.root().write(value, out);
        } catch (Misfit e) {
            throw new EncodingException(subject + ": " + e.describe(), e);
        } catch (ClassCastException e) {
            throw new EncodingException(
                    subject + ": the value is a " + value.getClass().getName() + " where its schema says "
                            + schema.type(),
                    e);
        } catch (DataException e) {
            throw new EncodingException(subject + ": the value is not a proper " + schema.name(), e);
        }
        byte[] message = out.toBytes();
        Framing.write(plan.id(), message);
        return message;
    }

    /**
     * The Avro schema under which {@link #encode} registers values of this schema: for those who must register it beforehand.
     *
     * @throws EncodingException when it cannot be said in Avro
     */
    public static String avro(String subject, Schema schema) {
        return SchemaConversion.toAvro(subject, schema).toString();
    }

    private Plan plan(String subject, Schema schema) {
        @Nullable Plan[] known = plans.get(subject);
        if (known != null) {
            for (Plan plan : known) {
                if (plan != null && plan.schema() == schema) {
                    return plan;
                }
            }
        }
        return compile(subject, schema, known);
    }

    private Plan compile(String subject, Schema schema, @Nullable Plan @Nullable [] known) {
        org.apache.avro.Schema avro = SchemaConversion.toAvro(subject, stated.apply(subject, schema));
        Plan plan = new Plan(schema, registry.register(subject, avro.toString()), Slot.of(schema, avro, nulls));
        Plan[] recent = new Plan[PLANS_PER_SUBJECT];
        if (known != null) {
            System.arraycopy(known, 0, recent, 1, PLANS_PER_SUBJECT - 1);
        }
        recent[0] = plan;
        plans.put(subject, recent);
        return plan;
    }
}
