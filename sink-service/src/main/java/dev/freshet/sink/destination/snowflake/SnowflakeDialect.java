package dev.freshet.sink.destination.snowflake;

import static dev.freshet.sink.destination.snowflake.SnowflakeNames.quote;
import static dev.freshet.sink.destination.snowflake.SnowflakeNames.text;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQL text for Snowflake. What Freshet keeps for itself is in a schema of its own, whose names need no quotes. */
final class SnowflakeDialect {
    static final String SCHEMA = "_FRESHET";
    static final String STAGE = SCHEMA + ".LOADS";
    static final String CREATE_SCHEMA = "CREATE SCHEMA IF NOT EXISTS " + SCHEMA;
    static final String CREATE_STAGE = "CREATE STAGE IF NOT EXISTS " + STAGE;
    static final String PORTION = "_FRESHET_PORTION";

    /** What every session is set to, with the login. */
    static final Map<String, String> PARAMETERS = Map.ofEntries(
            Map.entry("TIMEZONE", "UTC"),
            Map.entry("AUTOCOMMIT", "true"),
            Map.entry("QUOTED_IDENTIFIERS_IGNORE_CASE", "false"),
            Map.entry("ERROR_ON_NONDETERMINISTIC_MERGE", "true"),
            Map.entry("TRANSACTION_ABORT_ON_ERROR", "true"),
            Map.entry("ABORT_DETACHED_QUERY", "true"),
            Map.entry("BINARY_INPUT_FORMAT", "HEX"),
            Map.entry("TIMESTAMP_NTZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF6"),
            Map.entry("TIMESTAMP_TZ_OUTPUT_FORMAT", "YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM"),
            Map.entry("STATEMENT_TIMEOUT_IN_SECONDS", "3600"),
            Map.entry("LOCK_TIMEOUT", "300"));

    /** Quotes tell an empty text from NULL; nothing else is special in a field. */
    private static final String FILE_FORMAT = "FILE_FORMAT = (TYPE = CSV COMPRESSION = GZIP"
            + " FIELD_OPTIONALLY_ENCLOSED_BY = '\"' NULL_IF = () EMPTY_FIELD_AS_NULL = TRUE"
            + " ESCAPE_UNENCLOSED_FIELD = NONE BINARY_FORMAT = HEX TRIM_SPACE = FALSE)";

    private final SnowflakeNames names;

    SnowflakeDialect(SnowflakeNames names) {
        this.names = names;
    }

    SnowflakeNames names() {
        return names;
    }

    String createSchema(String schema) {
        return "CREATE SCHEMA IF NOT EXISTS " + quote(names.folded(schema));
    }

    String createTable(Target target) {
        List<String> lines = new ArrayList<>();
        target.columns()
                .forEach(column -> lines.add(
                        definition(column) + (target.isKey(column) ? " NOT NULL" : "") + comment(column.name())));
        target.metadata().forEach(column -> lines.add(definition(column)));
        if (target.mode() == Mode.UPSERT) {
            lines.add("PRIMARY KEY ("
                    + keyNames(target.key().stream().map(Column::name).toList()) + ")");
        }
        return "CREATE TABLE IF NOT EXISTS " + names.quote(target.table()) + " (\n  " + String.join(",\n  ", lines)
                + ") COMMENT = " + text(SnowflakeNames.comment(target.table()));
    }

    String addColumn(TableName table, MetadataColumn column) {
        return "ALTER TABLE " + names.quote(table) + " ADD COLUMN IF NOT EXISTS " + definition(column);
    }

    String keyNames(List<String> key) {
        return key.stream().map(names::quoteColumn).collect(Collectors.joining(", "));
    }

    String comment(String column) {
        String comment = names.comment(column);
        return comment.isEmpty() ? "" : " COMMENT " + text(comment);
    }

    static String type(ColumnType type) {
        return SnowflakeTypes.mapping(type).column();
    }

    private String definition(Column column) {
        return names.quoteColumn(column.name()) + " " + type(column.type());
    }

    private String definition(MetadataColumn column) {
        return names.quote(column) + " " + type(column.type());
    }

    String describe(TableName table) {
        return "DESCRIBE TABLE " + names.quote(table);
    }

    String showTable(TableName table) {
        String pattern = names.folded(table.table())
                .replace("\\", "\\\\")
                .replace("_", "\\_")
                .replace("%", "\\%");
        return "SHOW TABLES LIKE " + text(pattern) + " IN SCHEMA " + quote(names.folded(table.schema()));
    }

    // ---- staging

    static String staging(int number) {
        return SCHEMA + ".STAGING_" + number;
    }

    String createStaging(Target target, String staging) {
        List<String> lines = new ArrayList<>(List.of(PORTION + " NUMBER(5,0)"));
        target.columns()
                .forEach(column -> lines.add(names.quoteColumn(column.name()) + " " + stagingType(target, column)));
        target.stagedMetadata().forEach(column -> lines.add(definition(column)));
        return "CREATE OR REPLACE TEMPORARY TABLE " + staging + " (\n  " + String.join(",\n  ", lines) + ")";
    }

    /** Documents are parsed when they are merged; what the table keeps as text is staged as text. */
    private static String stagingType(Target target, Column column) {
        boolean text = column.type() instanceof ColumnType.Json || SnowflakeTypes.isText(kept(target, column));
        return text ? SnowflakeTypes.VARCHAR : type(column.type());
    }

    static String copy(String into, String folder, List<String> files) {
        return "COPY INTO " + into + " FROM @" + STAGE + "/" + folder + "/" + files(files);
    }

    private static String files(List<String> files) {
        return " FILES = (" + files.stream().map(SnowflakeNames::text).collect(Collectors.joining(", ")) + ") "
                + FILE_FORMAT + " FORCE = TRUE ON_ERROR = ABORT_STATEMENT";
    }

    /** Files straight into the table: for a history, and for the first rows of a table. */
    String copyInto(Target target, String folder, List<String> files) {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        int field = 2; // the first is the portion
        for (Column column : target.columns()) {
            columns.add(names.quoteColumn(column.name()));
            values.add(loaded(target, column, "$" + field++));
        }
        for (MetadataColumn column : target.stagedMetadata()) {
            columns.add(names.quote(column));
            values.add(field("$" + field++, column.type(), type(column.type())));
        }
        columns.add(names.quote(MetadataColumn.APPLIED_AT));
        values.add("CAST(METADATA$START_SCAN_TIME AS " + type(MetadataColumn.APPLIED_AT.type()) + ")");
        return "COPY INTO " + names.quote(target.table()) + " (" + String.join(", ", columns) + ") FROM (SELECT "
                + String.join(", ", values) + " FROM @" + STAGE + "/" + folder + "/)" + files(files);
    }

    private static String loaded(Target target, Column column, String field) {
        return field(field, column.type(), kept(target, column));
    }

    /** Type of the column that keeps the values of this one. */
    static String kept(Target target, Column column) {
        return target.casts().getOrDefault(column.name(), type(column.type()));
    }

    private static String field(String field, ColumnType type, String kept) {
        if (SnowflakeTypes.isText(kept)) {
            return field;
        }
        return switch (type) {
            case ColumnType.Json() -> "PARSE_JSON(" + field + ")";
            case ColumnType.Bytes() -> "TO_BINARY(" + field + ", 'HEX')";
            case ColumnType.Bool() -> SnowflakeTypes.cast(type, "CAST(" + field + " AS BOOLEAN)", kept);
            default -> "CAST(" + field + " AS " + kept + ")";
        };
    }

    static String remove(String folder) {
        return "REMOVE @" + STAGE + "/" + folder + "/";
    }

    /** Nothing, or one row. */
    String anyRow(TableName table) {
        return "SELECT 1 FROM " + names.quote(table) + " LIMIT 1";
    }

    /**
     * What is older than a truncate goes, or is marked.
     *
     * @param within condition of {@link SnowflakeControlDialect#within}
     */
    String truncate(Target target, String position, long committedMicros, String within) {
        String own = names.quote(MetadataColumn.POSITION);
        String older = " WHERE COALESCE(" + own + " < " + text(position) + ", TRUE) AND " + within;
        return switch (target.deletes()) {
            case HARD -> "DELETE FROM " + names.quote(target.table()) + older;
            case SOFT ->
                "UPDATE " + names.quote(target.table()) + " SET " + names.quote(MetadataColumn.DELETED) + " = TRUE, "
                        + own + " = " + text(position) + ", " + names.quote(MetadataColumn.COMMITTED_AT) + " = CAST("
                        + text(SnowflakeTypes.instant(committedMicros)) + " AS TIMESTAMP_TZ(6)), "
                        + names.quote(MetadataColumn.APPLIED_AT) + " = CURRENT_TIMESTAMP()" + older;
        };
    }

    /** One row: whether the key tells all rows apart and none lacks a part of it. */
    String unlike(TableName table, List<String> key) {
        String missing =
                key.stream().map(name -> names.quoteColumn(name) + " IS NULL").collect(Collectors.joining(" OR "));
        return "SELECT (SELECT COUNT(*) FROM " + names.quote(table) + " WHERE " + missing + ") + (SELECT COUNT(*) FROM"
                + " (SELECT 1 AS N FROM " + names.quote(table) + " GROUP BY " + keyNames(key)
                + " HAVING COUNT(*) > 1) AS d)";
    }

    Stream<String> metadata(Target target) {
        return target.metadata().stream().map(names::quote);
    }
}
