package dev.freshet.sink.destination.postgresql;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.OffsetsTable;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** SQL text for PostgreSQL. */
final class PostgresDialect {
    /** Longest identifier in bytes: PostgreSQL would cut it in silence. */
    private static final int MAX_IDENTIFIER = 63;

    static final List<String> SETTINGS = List.of(
            "SET TimeZone = 'UTC'",
            "SET client_min_messages = warning",
            "SET lock_timeout = '10s'",
            "SET statement_timeout = '120s'",
            "SET idle_in_transaction_session_timeout = '60s'",
            "SET jit = off");

    static final String OFFSETS = quote(OffsetsTable.NAME);

    static final String CREATE_OFFSETS = """
            CREATE TABLE IF NOT EXISTS %s (
              pipeline text, topic text, part integer, next_offset bigint NOT NULL,
              updated_at timestamp with time zone NOT NULL, PRIMARY KEY (pipeline, topic, part))""".formatted(OFFSETS);

    static final String READ_OFFSETS = "SELECT part, next_offset FROM " + OFFSETS + " WHERE pipeline = ? AND topic = ?";

    /** What {@code check} asks of the server. */
    static final String CHECK = """
            SELECT has_database_privilege(current_database(), 'CREATE') AS may_create,
              pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS read_only""";

    /** Parameter: name. */
    static final String SCHEMA_EXISTS = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?";

    /** Parameters: schema, table. */
    static final String READ_COLUMNS = """
            SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
              EXISTS (SELECT 1 FROM pg_catalog.pg_index i
                WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS is_key,
              coalesce((SELECT k.conname FROM pg_catalog.pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype = 'p'), '') AS key_name
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    /** Name of the primary key's constraint. Parameters: schema, table. */
    /** The statements that give to one table what others may do with another. Parameters: schema and name of the one, of the other. */
    static final String READ_GRANTS = """
            SELECT format('GRANT %s ON %I.%I TO %s%s', a.privilege_type, ?::text, ?::text,
              CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
              CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
            WHERE n.nspname = ? AND c.relname = ? AND a.grantee <> c.relowner""";

    static final String READ_KEY = """
            SELECT k.conname FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ? AND k.contype = 'p'""";

    private static final String PORTION = "_freshet_portion";

    private PostgresDialect() {}

    /** @throws DestinationException.Misconfigured when PostgreSQL would cut the name */
    static String quote(String identifier) {
        if (identifier.getBytes(StandardCharsets.UTF_8).length > MAX_IDENTIFIER) {
            throw new DestinationException.Misconfigured(
                    "the name '" + identifier + "' is longer than PostgreSQL's " + MAX_IDENTIFIER + " bytes",
                    "a schema or table: name it otherwise in the pipeline; a column: exclude it at the source with column.exclude.list",
                    null);
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.table());
    }

    static String createSchema(String schema) {
        return "CREATE SCHEMA IF NOT EXISTS " + quote(schema);
    }

    static String createTable(Target target) {
        List<String> lines = new ArrayList<>();
        for (Column column : target.columns()) {
            lines.add(definition(column) + (target.isKey(column) ? " NOT NULL" : ""));
        }
        target.metadata().forEach(column -> lines.add(definition(column)));
        if (target.mode() == Mode.UPSERT) {
            lines.add("PRIMARY KEY (" + names(target.key()) + ")");
        }
        return "CREATE TABLE IF NOT EXISTS " + quote(target.table()) + " (\n  " + String.join(",\n  ", lines) + ")";
    }

    static String addColumn(TableName table, Column column) {
        return "ALTER TABLE " + quote(table) + " ADD COLUMN IF NOT EXISTS " + definition(column);
    }

    static String addColumn(TableName table, MetadataColumn column) {
        return "ALTER TABLE " + quote(table) + " ADD COLUMN IF NOT EXISTS " + definition(column);
    }

    static String staging(int number) {
        return "pg_temp._freshet_staging_" + number;
    }

    static String createStaging(Target target, String staging) {
        List<String> lines = new ArrayList<>(List.of(PORTION + " smallint"));
        target.columns().forEach(column -> lines.add(definition(column)));
        target.stagedMetadata().forEach(column -> lines.add(definition(column)));
        return "CREATE TEMPORARY TABLE " + staging.substring("pg_temp.".length()) + " (\n  "
                + String.join(",\n  ", lines) + ") ON COMMIT DELETE ROWS";
    }

    static String dropStaging(String staging) {
        return "DROP TABLE " + staging;
    }

    /** Columns in the order of {@link #createStaging}. */
    static String copy(String staging) {
        return "COPY " + staging + " FROM STDIN WITH (FORMAT binary)";
    }

    /** Applies a staged portion. Parameter: its number. {@code carried} are the columns that its rows have values for. */
    static String apply(Target target, String staging, Portion.Kind kind, BitSet carried) {
        return switch (kind) {
            case WRITE -> write(target, staging, carried);
            case DELETE -> delete(target, staging);
            case TRUNCATE -> truncate(target, staging);
        };
    }

    private static String write(Target target, String staging, BitSet carried) {
        List<Column> columns = IntStream.range(0, target.columns().size())
                .filter(carried::get)
                .mapToObj(target.columns()::get)
                .toList();
        Stream<String> values = columns.stream().map(column -> staged(target, column));
        Stream<String> metadata = target.metadata().stream()
                .map(column -> column == MetadataColumn.APPLIED_AT ? "statement_timestamp()" : "s." + column.column());
        String insert = "INSERT INTO %s AS t (%s)\nSELECT %s\nFROM %s AS s WHERE s.%s = ?"
                .formatted(
                        quote(target.table()),
                        Stream.concat(columns.stream().map(column -> quote(column.name())), metadataNames(target))
                                .collect(Collectors.joining(", ")),
                        Stream.concat(values, metadata).collect(Collectors.joining(", ")),
                        staging,
                        PORTION);
        if (target.mode() == Mode.APPEND) {
            return insert;
        }
        Stream<String> updated =
                columns.stream().filter(column -> !target.isKey(column)).map(column -> quote(column.name()));
        return insert
                + "\nON CONFLICT (%s) DO UPDATE SET %s\nWHERE coalesce(t._freshet_position < excluded._freshet_position, true)"
                        .formatted(
                                names(target.key()),
                                Stream.concat(updated, metadataNames(target))
                                        .map(PostgresDialect::replaced)
                                        .collect(Collectors.joining(", ")));
    }

    private static String replaced(String name) {
        return name.equals(MetadataColumn.ROWS.column())
                ? name + " = greatest(1, " + rows("excluded") + ")"
                : name + " = excluded." + name;
    }

    /** A staged value as the table's column takes it. */
    private static String staged(Target target, Column column) {
        String cast = target.casts().get(column.name());
        String value = "s." + quote(column.name());
        return cast == null ? value : PostgresTypes.cast(column.type(), value, cast);
    }

    private static Stream<String> metadataNames(Target target) {
        return target.metadata().stream().map(MetadataColumn::column);
    }

    private static String delete(Target target, String staging) {
        String which = "%s AND coalesce(t._freshet_position < s._freshet_position, true)"
                .formatted(target.key().stream()
                        .map(column -> "t." + quote(column.name()) + " = " + staged(target, column))
                        .collect(Collectors.joining(" AND ")));
        String table = quote(target.table());
        if (target.countsRows()) {
            return """
                WITH s AS (SELECT * FROM %s WHERE %s = ?),
                  fewer AS (UPDATE %s AS t SET _freshet_rows = %s FROM s WHERE %s AND %s > 0)
                DELETE FROM %s AS t USING s WHERE %s AND %s <= 0""".formatted(staging, PORTION, table, rows("s"), which, rows("s"), table, which, rows("s"));
        }
        return """
            DELETE FROM %s AS t USING %s AS s
            WHERE s.%s = ? AND %s""".formatted(table, staging, PORTION, which);
    }

    /** Of the source that have the key of t from now on. */
    private static String rows(String change) {
        return "coalesce(greatest(t._freshet_rows, 1), 1) + " + change + "._freshet_rows";
    }

    private static String truncate(Target target, String staging) {
        String last = """
                (SELECT max(_freshet_position) AS position, max(_freshet_committed_at) AS committed_at
                  FROM %s WHERE %s = ?) AS s
                WHERE coalesce(t._freshet_position < s.position, true)""".formatted(staging, PORTION);
        return switch (target.deletes()) {
            case HARD -> "DELETE FROM " + quote(target.table()) + " AS t USING " + last;
            case SOFT -> """
                UPDATE %s AS t SET _freshet_deleted = true, _freshet_position = s.position,
                  _freshet_committed_at = s.committed_at, _freshet_applied_at = statement_timestamp()
                FROM %s""".formatted(quote(target.table()), last);
        };
    }

    private static String definition(Column column) {
        return quote(column.name()) + " " + PostgresTypes.mapping(column.type()).column();
    }

    private static String definition(MetadataColumn column) {
        return column.column() + " " + PostgresTypes.mapping(column.type()).column()
                + (column == MetadataColumn.POSITION ? " COLLATE \"C\"" : "");
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
    }
}
