package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.ColumnDefinition;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.DataType;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.Statement.StagePath;
import dev.freshet.local.snowflake.stage.Stages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** DESCRIBE, SHOW, LIST and REMOVE: answered from the catalog, without a warehouse. */
final class Inspection {
    private final EngineSession session;

    Inspection(EngineSession session) {
        this.session = session;
    }

    Result describe(ObjectName name) {
        TableDefinition table = session.table(name);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            List<@Nullable String> row = new ArrayList<>(
                    List.of(column.name(), column.type().name(), "COLUMN", column.notNull() ? "N" : "Y"));
            row.add(column.defaultValue().isEmpty() ? null : column.defaultValue());
            row.add(table.key().contains(column.name()) ? "Y" : "N");
            row.add("N");
            row.add(null);
            row.add(null);
            row.add(column.comment().isEmpty() ? null : column.comment());
            row.add(null);
            rows.add(row);
        }
        return Result.texts(
                Result.DESCRIBE,
                List.of(
                        "name",
                        "type",
                        "kind",
                        "null?",
                        "default",
                        "primary key",
                        "unique key",
                        "check",
                        "expression",
                        "comment",
                        "policy name"),
                rows);
    }

    Result show(Statement.Show show) {
        return switch (show.what()) {
            case "PARAMETERS" -> parameters(show.like());
            case "COLUMNS" -> columns(show);
            case "TABLES", "OBJECTS" -> tables(show);
            case "SCHEMAS" -> schemas(show.like());
            case "WAREHOUSES" -> warehouses(show.like());
            case "PRIMARY KEYS" -> keys(show.in());
            default -> throw SnowflakeException.unknown("SHOW " + show.what());
        };
    }

    private static boolean like(@Nullable String pattern, String name) {
        if (pattern == null) {
            return true;
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    private Result parameters(@Nullable String like) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        new TreeMap<>(session.parameters()).forEach((name, value) -> {
            if (like(like, name)) {
                rows.add(List.of(name, value, "", "SESSION", "", "STRING"));
            }
        });
        return Result.texts(Result.SHOW, List.of("key", "value", "default", "level", "description", "type"), rows);
    }

    private List<TableDefinition> tablesOf(@Nullable ObjectName in) {
        List<TableDefinition> all = new ArrayList<>(session.catalog().tables());
        all.addAll(session.temporary().values());
        all.removeIf(table -> in != null && !table.name().schema().equals(in.schema()));
        all.sort(Comparator.comparing(table -> table.name().toString()));
        return all;
    }

    private Result tables(Statement.Show show) {
        if (show.in() != null) {
            session.catalog().requireSchema(show.in().schema());
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (TableDefinition table : tablesOf(show.in())) {
            if (like(show.like(), table.name().name())) {
                rows.add(List.of(
                        "1970-01-01 00:00:00.000 +0000",
                        table.name().name(),
                        session.database(),
                        table.name().schema(),
                        table.temporary() ? "TEMPORARY" : "TABLE",
                        table.comment()));
            }
        }
        return Result.texts(
                Result.SHOW, List.of("created_on", "name", "database_name", "schema_name", "kind", "comment"), rows);
    }

    private Result schemas(@Nullable String like) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String schema : session.catalog().schemas()) {
            if (like(like, schema)) {
                rows.add(List.of(
                        "1970-01-01 00:00:00.000 +0000",
                        schema,
                        "N",
                        schema.equals(session.schema()) ? "Y" : "N",
                        session.database()));
            }
        }
        return Result.texts(
                Result.SHOW, List.of("created_on", "name", "is_default", "is_current", "database_name"), rows);
    }

    private Result warehouses(@Nullable String like) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        new TreeMap<>(session.engine().warehouses()).forEach((name, warehouse) -> {
            if (like(like, name)) {
                rows.add(List.of(name, warehouse.state(), "STANDARD", "X-Small"));
            }
        });
        return Result.texts(Result.SHOW, List.of("name", "state", "type", "size"), rows);
    }

    private Result keys(@Nullable ObjectName in) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (TableDefinition table : in == null ? tablesOf(null) : List.of(session.table(in))) {
            for (int i = 0; i < table.key().size(); i++) {
                rows.add(List.of(
                        "1970-01-01 00:00:00.000 +0000",
                        session.database(),
                        table.name().schema(),
                        table.name().name(),
                        table.key().get(i),
                        String.valueOf(i + 1),
                        "SYS_CONSTRAINT_" + table.name()));
            }
        }
        return Result.texts(
                Result.SHOW,
                List.of(
                        "created_on",
                        "database_name",
                        "schema_name",
                        "table_name",
                        "column_name",
                        "key_sequence",
                        "constraint_name"),
                rows);
    }

    /** The driver reads these by their place. */
    private Result columns(Statement.Show show) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        ObjectName in = show.in();
        for (TableDefinition table : in == null ? tablesOf(null) : List.of(session.table(in))) {
            for (ColumnDefinition column : table.columns()) {
                if (like(show.like(), column.name())) {
                    rows.add(List.of(
                            table.name().name(),
                            table.name().schema(),
                            column.name(),
                            json(column),
                            column.notNull() ? "NOT_NULL" : "true",
                            column.defaultValue(),
                            "COLUMN",
                            "",
                            column.comment(),
                            session.database(),
                            ""));
                }
            }
        }
        return Result.texts(
                Result.SHOW,
                List.of(
                        "table_name",
                        "schema_name",
                        "column_name",
                        "data_type",
                        "null?",
                        "default",
                        "kind",
                        "expression",
                        "comment",
                        "database_name",
                        "autoincrement"),
                rows);
    }

    private static String json(ColumnDefinition column) {
        DataType type = column.type();
        String size = switch (type.base()) {
            case NUMBER -> ",\"precision\":" + type.precision() + ",\"scale\":" + type.scale();
            case VARCHAR, BINARY ->
                ",\"length\":" + type.precision() + ",\"byteLength\":" + type.precision() + ",\"fixed\":false";
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> ",\"precision\":0,\"scale\":" + type.precision();
            case FLOAT, BOOLEAN, DATE, VARIANT -> "";
        };
        return "{\"type\":\"" + type.base().wire() + "\"" + size + ",\"nullable\":" + !column.notNull() + "}";
    }

    Result list(StagePath path) {
        Stages stages = session.engine().stages();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Path file : stages.files(path)) {
            rows.add(List.of(
                    path.stage().name().toLowerCase(java.util.Locale.ROOT) + "/" + stages.path(path.stage(), file),
                    String.valueOf(file.toFile().length()),
                    "",
                    ""));
        }
        return Result.texts(Result.SHOW, List.of("name", "size", "md5", "last_modified"), rows);
    }

    Result remove(StagePath path) {
        Stages stages = session.engine().stages();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Path file : stages.files(path)) {
            rows.add(List.of(stages.path(path.stage(), file), "removed"));
            Stages.delete(file);
        }
        return Result.texts(Result.REMOVE, List.of("name", "result"), rows);
    }

    /** Views of INFORMATION_SCHEMA, as a query over their rows. */
    String view(String name) {
        return switch (name) {
            case "TABLES" ->
                values(
                        List.of("TABLE_CATALOG", "TABLE_SCHEMA", "TABLE_NAME", "TABLE_TYPE", "COMMENT"),
                        tablesOf(null).stream()
                                .map(table -> List.of(
                                        session.database(),
                                        table.name().schema(),
                                        table.name().name(),
                                        table.temporary() ? "LOCAL TEMPORARY" : "BASE TABLE",
                                        table.comment()))
                                .toList());
            case "COLUMNS" ->
                values(
                        List.of(
                                "TABLE_CATALOG",
                                "TABLE_SCHEMA",
                                "TABLE_NAME",
                                "COLUMN_NAME",
                                "ORDINAL_POSITION",
                                "IS_NULLABLE",
                                "DATA_TYPE",
                                "COMMENT"),
                        columnRows());
            case "SCHEMATA" ->
                values(
                        List.of("CATALOG_NAME", "SCHEMA_NAME"),
                        session.catalog().schemas().stream()
                                .map(schema -> List.of(session.database(), schema))
                                .toList());
            default -> throw SnowflakeException.unknown("INFORMATION_SCHEMA." + name);
        };
    }

    private List<List<String>> columnRows() {
        List<List<String>> rows = new ArrayList<>();
        for (TableDefinition table : tablesOf(null)) {
            for (int i = 0; i < table.columns().size(); i++) {
                ColumnDefinition column = table.columns().get(i);
                String type = column.type().base() == DataType.Base.VARCHAR
                        ? "TEXT"
                        : column.type().base().name();
                rows.add(List.of(
                        session.database(),
                        table.name().schema(),
                        table.name().name(),
                        column.name(),
                        String.valueOf(i + 1),
                        column.notNull() ? "NO" : "YES",
                        type,
                        column.comment()));
            }
        }
        return rows;
    }

    private static String values(List<String> names, List<List<String>> rows) {
        List<List<String>> shown = rows.isEmpty() ? List.of(names) : rows;
        String values = String.join(
                ", ",
                shown.stream()
                        .map(row -> "("
                                + String.join(
                                        ", ",
                                        row.stream().map(ObjectName::literal).toList()) + ")")
                        .toList());
        return "SELECT * FROM (VALUES " + values + ") AS rows(" + String.join(", ", names) + ")"
                + (rows.isEmpty() ? " WHERE false" : "");
    }
}
