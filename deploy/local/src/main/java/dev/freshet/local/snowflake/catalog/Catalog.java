package dev.freshet.local.snowflake.catalog;

import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Schemas and tables of all sessions. Definitions are never part of a transaction, as in Snowflake. Safe for several threads. */
public final class Catalog {
    private final String database;
    private final Set<String> schemas = ConcurrentHashMap.newKeySet();
    private final Map<ObjectName, TableDefinition> tables = new ConcurrentHashMap<>();
    private final Set<ObjectName> views = ConcurrentHashMap.newKeySet();

    public Catalog(String database) {
        this.database = database;
        schemas.addAll(List.of("PUBLIC", "INFORMATION_SCHEMA"));
    }

    public String database() {
        return database;
    }

    public Set<String> schemas() {
        return new TreeSet<>(schemas);
    }

    public boolean hasSchema(String schema) {
        return schemas.contains(schema);
    }

    public void requireSchema(String schema) {
        if (!hasSchema(schema)) {
            throw new SnowflakeException(
                    "002003",
                    "02000",
                    "SQL compilation error:\nSchema '" + database + "." + schema
                            + "' does not exist or not authorized.");
        }
    }

    public void addSchema(String schema) {
        requireOneSpelling(schema, schemas);
        schemas.add(schema);
    }

    public void dropSchema(String schema) {
        schemas.remove(schema);
        tables.keySet().removeIf(name -> name.schema().equals(schema));
        views.removeIf(name -> name.schema().equals(schema));
    }

    public @Nullable TableDefinition table(ObjectName name) {
        return tables.get(name);
    }

    public Collection<TableDefinition> tables() {
        return List.copyOf(tables.values());
    }

    public void put(TableDefinition table) {
        requireOneSpelling(
                table.name().name(),
                tables.keySet().stream()
                        .filter(name -> name.schema().equals(table.name().schema()))
                        .map(ObjectName::name)
                        .toList());
        tables.put(table.name(), table);
    }

    public void drop(ObjectName table) {
        tables.remove(table);
    }

    public boolean hasView(ObjectName name) {
        return views.contains(name);
    }

    public void addView(ObjectName name) {
        views.add(name);
    }

    public void dropView(ObjectName name) {
        views.remove(name);
    }

    /** The engine beneath does not tell "Orders" from "ORDERS", which Snowflake does. */
    private static void requireOneSpelling(String name, Collection<String> others) {
        others.stream()
                .filter(other -> !other.equals(name) && other.equalsIgnoreCase(name))
                .findFirst()
                .ifPresent(other -> {
                    throw SnowflakeException.unknown(
                            "the names \"" + name + "\" and \"" + other + "\" beside each other");
                });
    }
}
