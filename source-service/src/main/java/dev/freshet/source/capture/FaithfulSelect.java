package dev.freshet.source.capture;

import io.debezium.bean.StandardBeanNames;
import io.debezium.bean.spi.BeanRegistry;
import io.debezium.bean.spi.BeanRegistryAware;
import io.debezium.relational.Column;
import io.debezium.relational.RelationalDatabaseSchema;
import io.debezium.relational.Table;
import io.debezium.relational.TableId;
import io.debezium.snapshot.spi.SnapshotQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot selects: MySQL prints six digits of a FLOAT, but of a DOUBLE as many as tell it from all others, and each
 * single precision number is a double precision one too. So a FLOAT is selected as the product with 1e0, a DOUBLE, which the
 * server reckons row by row: no cursor, no copy of the table. (CAST AS DOUBLE is younger than MySQL 8.0.12.) Debezium narrows it
 * again. Found by ServiceLoader, asked for as {@code snapshot.query.mode.custom.name}.
 */
public final class FaithfulSelect implements SnapshotQuery, BeanRegistryAware {
    static final String NAME = "freshet";

    private @Nullable BeanRegistry beans;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        // nothing can be chosen
    }

    @Override
    public void injectBeanRegistry(BeanRegistry registry) {
        beans = registry;
        ExactDefaults.learn(registry);
    }

    /**
     * @param table   database and name, each in backticks
     * @param columns in backticks, or a single asterisk
     */
    @Override
    public Optional<String> snapshotQuery(String table, List<String> columns) {
        return Optional.of(select(table, columns, columns.equals(List.of("*")) ? Set.of() : singles(table)));
    }

    /** @param singles those of the columns that are FLOAT */
    static String select(String table, List<String> columns, Set<String> singles) {
        return columns.stream()
                .map(column -> singles.contains(column) ? column + " * 1e0 AS " + column : column)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
    }

    private Set<String> singles(String quoted) {
        if (beans == null) {
            throw new IllegalStateException("Debezium asked for the select of " + quoted + " before it gave its beans");
        }
        RelationalDatabaseSchema schema =
                beans.lookupByName(StandardBeanNames.DATABASE_SCHEMA, RelationalDatabaseSchema.class);
        Table table = schema.tableFor(TableId.parse(quoted));
        if (table == null) {
            throw new IllegalStateException("Debezium has no definition of " + quoted + ", which it is to read");
        }
        return table.columns().stream()
                .filter(FaithfulSelect::isSingle)
                .map(column -> '`' + column.name().replace("`", "``") + '`')
                .collect(Collectors.toSet());
    }

    private static boolean isSingle(Column column) {
        return column.typeName().toUpperCase(Locale.ROOT).startsWith("FLOAT");
    }
}
