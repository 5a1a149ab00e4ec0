package dev.freshet.sink.destination.duckdb;

import dev.freshet.schema.Column;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.OffsetsTable;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;

/** SQL text for DuckDB. */
final class DuckDbDialect {
    /** Temporary; holds the rows of a batch while they are applied, each with the number of its portion. */
    static final String STAGING = "_freshet_staging";

    private static final String PORTION = "_freshet_portion";

    static final String OFFSETS = quote(OffsetsTable.NAME);

    static final List<String> CREATE_OFFSETS =
            List.of("CREATE SCHEMA IF NOT EXISTS " + quote(OffsetsTable.NAME.schema()), """
            CREATE TABLE IF NOT EXISTS %s (
              pipeline VARCHAR, topic VARCHAR, part INTEGER, next_offset BIGINT NOT NULL,
              updated_at TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY (pipeline, topic, part))""".formatted(OFFSETS));

    static final String READ_OFFSETS = "SELECT part, next_offset FROM " + OFFSETS + " WHERE pipeline = ? AND topic = ?";

    /** Parameters: schema, table, compared as DuckDB compares names. */
    static final String READ_COLUMNS = """
            SELECT schema_name, table_name, column_name, data_type, is_nullable FROM duckdb_columns()
            WHERE database_name = current_database() AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)
            ORDER BY column_index""";

    private DuckDbDialect() {}

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.table());
    }

    /** Without a primary key: {@link DuckDbMerge} keeps keys unique, and an index would have to be held in memory. */
    static List<String> createTable(Target target) {
        List<String> lines = new ArrayList<>();
        for (Column column : target.columns()) {
            lines.add(definition(column) + (target.isKey(column) ? " NOT NULL" : ""));
        }
        for (MetadataColumn column : target.metadata()) {
            lines.add(definition(column));
        }
        return List.of(
                "CREATE SCHEMA IF NOT EXISTS " + quote(target.table().schema()),
                "CREATE TABLE IF NOT EXISTS " + quote(target.table()) + " (\n  " + String.join(",\n  ", lines) + ")");
    }

    static String addColumn(TableName table, Column column) {
        return "ALTER TABLE " + quote(table) + " ADD COLUMN IF NOT EXISTS " + definition(column);
    }

    static String addColumn(TableName table, MetadataColumn column) {
        return "ALTER TABLE " + quote(table) + " ADD COLUMN IF NOT EXISTS " + definition(column);
    }

    static String createStaging(Target target) {
        List<String> lines = new ArrayList<>(List.of(PORTION + " SMALLINT"));
        target.columns().forEach(column -> lines.add(quote(column.name()) + " " + DuckDbTypes.staging(column.type())));
        target.stagedMetadata().forEach(column -> lines.add(definition(column)));
        return "CREATE OR REPLACE TEMP TABLE " + STAGING + " (\n  " + String.join(",\n  ", lines) + ")";
    }

    static String dropStaging() {
        return "DROP TABLE temp.main." + STAGING;
    }

    private static String definition(Column column) {
        return quote(column.name()) + " " + DuckDbTypes.mapping(column.type()).column();
    }

    private static String definition(MetadataColumn column) {
        return column.column() + " " + DuckDbTypes.mapping(column.type()).column();
    }
}
