package dev.freshet.source.capture;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.config.CommonConnectorConfig;
import io.debezium.relational.Column;
import io.debezium.relational.RelationalDatabaseSchema;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Debezium 3.5.0 reads the default of a BIGINT as a double: beyond 2^53 the schema states its neighbour, and rows that were there when
 * such a column was added would get that. Here the schema states what the statement says. Rows of their own bring their values.
 *
 * @param source name of the source, which is the topics' prefix
 */
record ExactDefaults(String source) implements BiFunction<String, Schema, Schema> {
    private static final long EXACT_IN_A_DOUBLE = 1L << 53;
    /** What the running connector of each source knows of its tables. */
    private static final Map<String, WeakReference<RelationalDatabaseSchema>> DEFINITIONS = new ConcurrentHashMap<>();

    /** Whoever Debezium gives its beans to, passes them on to here. */
    static void learn(BeanRegistry beans) {
        CommonConnectorConfig config =
                beans.lookupByName(StandardBeanNames.CONNECTOR_CONFIG, CommonConnectorConfig.class);
        RelationalDatabaseSchema schema =
                beans.lookupByName(StandardBeanNames.DATABASE_SCHEMA, RelationalDatabaseSchema.class);
        DEFINITIONS.put(config.getLogicalName(), new WeakReference<>(schema));
    }

    /** The envelope's schema with exact defaults; the same one when they are. */
    @Override
    public Schema apply(String subject, Schema envelope) {
        Field after = envelope.type() == Schema.Type.STRUCT ? envelope.field("after") : null;
        if (after == null || after.schema().fields().stream().noneMatch(ExactDefaults::rounded)) {
            return envelope;
        }
        return definition(subject)
                .map(table -> copy(envelope, field -> switch (field.name()) {
                    case "before", "after" -> copy(field.schema(), column -> exact(column, table));
                    default -> field.schema();
                }))
                .orElse(envelope);
    }

    private static boolean rounded(Field field) {
        return field.schema().type() == Schema.Type.INT64
                && field.schema().defaultValue() instanceof Long stated
                && (stated >= EXACT_IN_A_DOUBLE || stated <= -EXACT_IN_A_DOUBLE);
    }

    private Optional<Table> definition(String subject) {
        WeakReference<RelationalDatabaseSchema> known = DEFINITIONS.get(source);
        RelationalDatabaseSchema schema = known == null ? null : known.get();
        return schema == null
                ? Optional.empty()
                : schema.tableIds().stream()
                        .filter(table -> subject.equalsIgnoreCase(subject(table)))
                        // beside a table whose name differs in case only
                        .min(Comparator.comparing(table -> !subject.equals(subject(table))))
                        .map(schema::tableFor);
    }

    /** Debezium puts an underscore for each character that Kafka does not allow in a topic's name. */
    private String subject(TableId table) {
        return (source + "." + table.catalog() + "." + table.table()).replaceAll("[^a-zA-Z0-9._-]", "_") + "-value";
    }

    private static Schema exact(Field field, Table table) {
        Column column = rounded(field) ? table.columnWithName(field.name()) : null;
        Long exact = column == null
                ? null
                : exact(column.defaultValueExpression().orElse(""), (Long)
                        field.schema().defaultValue());
        return exact == null
                ? field.schema()
                : like(field.schema()).defaultValue(exact).build();
    }

    /** Null unless this is what was rounded: the definition may be a later one than the schema's. */
    static @Nullable Long exact(String expression, long rounded) {
        try {
            String text = expression.strip();
            long exact = new BigDecimal(text).longValueExact();
            return (long) Double.parseDouble(text) == rounded ? exact : null;
        } catch (NumberFormatException | ArithmeticException noWholeNumber) {
            return null;
        }
    }

    private static Schema copy(Schema struct, Function<Field, Schema> fields) {
        SchemaBuilder copy = like(struct);
        struct.fields().forEach(field -> copy.field(field.name(), fields.apply(field)));
        return copy.build();
    }

    private static SchemaBuilder like(Schema schema) {
        SchemaBuilder like =
                SchemaBuilder.type(schema.type()).name(schema.name()).version(schema.version());
        Stream.ofNullable(schema.doc()).forEach(like::doc);
        Stream.ofNullable(schema.parameters()).forEach(like::parameters);
        return schema.isOptional() ? like.optional() : like;
    }
}
