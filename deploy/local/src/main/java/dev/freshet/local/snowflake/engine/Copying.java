package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.catalog.ColumnDefinition;
import dev.freshet.local.snowflake.catalog.TableDefinition;
import dev.freshet.local.snowflake.sql.DataType.Base;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.Statement.StagePath;
import dev.freshet.local.snowflake.sql.Token;
import dev.freshet.local.snowflake.sql.Tokens;
import dev.freshet.local.snowflake.sql.Translator;
import dev.freshet.local.snowflake.stage.CsvFormat;
import dev.freshet.local.snowflake.stage.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** COPY INTO: staged files into a table of texts, and from there with their types into the table. */
final class Copying {
    private static final String RAW = "temp.main.\"copy raw\"";
    private static final Set<String> OPTIONS = Set.of("FORCE", "ON_ERROR", "PURGE", "FILE_FORMAT.");

    private final EngineSession session;

    Copying(EngineSession session) {
        this.session = session;
    }

    private record Loaded(String file, long rows) {}

    Result copy(Statement.CopyInto copy) throws SQLException {
        copy.options().keySet().forEach(Copying::requireKnown);
        requireOption(copy, "ON_ERROR", "ABORT_STATEMENT");
        TableDefinition table = session.table(copy.table());
        CsvFormat format = format(copy);
        List<Path> files = files(copy);
        boolean force = copy.options().getOrDefault("FORCE", "FALSE").equalsIgnoreCase("TRUE");
        Set<String> before = session.engine().loaded(table.name());
        List<Path> fresh = files.stream()
                .filter(file -> force || !before.contains(mark(file)))
                .toList();
        List<String> columns = copy.columns().isEmpty()
                ? table.columns().stream().map(ColumnDefinition::name).toList()
                : copy.columns();
        int width = copy.select() == null ? columns.size() : fields(copy.select());
        List<String> values = values(copy, table, columns);
        return session.transaction().within(() -> {
            List<Loaded> loaded = new ArrayList<>();
            Engine.execute(session.connection(), createRaw(width));
            try (DuckDBAppender rows = session.connection().createAppender("temp", "main", "copy raw")) {
                for (Path file : fresh) {
                    loaded.add(new Loaded(
                            session.engine().stages().path(copy.from().stage(), file),
                            append(file, format, width, copy.select() == null, rows)));
                }
            }
            session.update("INSERT INTO " + session.physicalName(table) + " ("
                    + columns.stream().map(ObjectName::quote).collect(Collectors.joining(", ")) + ") SELECT "
                    + String.join(", ", values) + " FROM " + RAW);
            Engine.execute(session.connection(), "DROP TABLE " + RAW);
            session.transaction().whenCommitted(() -> fresh.forEach(file -> before.add(mark(file))));
            return result(loaded);
        });
    }

    private static void requireKnown(String option) {
        if (OPTIONS.stream()
                .noneMatch(known -> known.endsWith(".") ? option.startsWith(known) : option.equals(known))) {
            throw SnowflakeException.unknown("the option " + option + " of COPY");
        }
    }

    private static void requireOption(Statement.CopyInto copy, String option, String value) {
        if (!copy.options().getOrDefault(option, value).equalsIgnoreCase(value)) {
            throw SnowflakeException.unknown("COPY with " + option + " other than " + value);
        }
    }

    private CsvFormat format(Statement.CopyInto copy) {
        Map<String, String> options =
                new HashMap<>(session.engine().stages().format(copy.from().stage()));
        copy.options().forEach((key, value) -> {
            if (key.startsWith("FILE_FORMAT.")) {
                options.put(key.substring("FILE_FORMAT.".length()), value);
            }
        });
        return CsvFormat.of(options);
    }

    private List<Path> files(Statement.CopyInto copy) {
        StagePath from = copy.from();
        if (copy.files().isEmpty()) {
            return session.engine().stages().files(from);
        }
        Path folder = session.engine().stages().target(new StagePath(from.stage(), ""));
        List<Path> files = new ArrayList<>();
        for (String name : copy.files()) {
            Path file = folder.resolve(from.path() + name);
            if (!Files.isRegularFile(file)) {
                throw new SnowflakeException(
                        "091016", "22000", "Remote file '" + from.path() + name + "' was not found.");
            }
            files.add(file);
        }
        return files;
    }

    private static String mark(Path file) {
        try {
            return file + "@" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return file.toString();
        }
    }

    private static String createRaw(int width) {
        return "CREATE OR REPLACE TEMP TABLE \"copy raw\" ("
                + IntStream.rangeClosed(1, width)
                        .mapToObj(i -> "c" + i + " VARCHAR")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static long append(Path file, CsvFormat format, int width, boolean exact, DuckDBAppender rows)
            throws SQLException {
        long count = 0;
        try (CsvReader reader = new CsvReader(file, format)) {
            for (List<@Nullable String> row = reader.next(); row != null; row = reader.next()) {
                if (exact && row.size() != width) {
                    throw new SnowflakeException(
                            "100080",
                            "22000",
                            "Number of columns in file (" + row.size()
                                    + ") does not match that of the corresponding table (" + width + ")");
                }
                rows.beginRow();
                for (int i = 0; i < width; i++) {
                    String cell = i < row.size() ? row.get(i) : null;
                    if (cell == null) {
                        rows.appendNull();
                    } else {
                        rows.append(cell);
                    }
                }
                rows.endRow();
                count++;
            }
            return count;
        } catch (IOException e) {
            throw new SnowflakeException(
                    "100001", "22000", "Failed to read " + file.getFileName() + ": " + e.getMessage());
        }
    }

    private static int fields(Tokens select) {
        int start = select.at();
        int most = 1;
        while (!select.atEnd() && !select.peek().is("FROM")) {
            Token token = select.next();
            if (token.kind() == Token.Kind.FIELD) {
                most = Math.max(most, Integer.parseInt(token.text()));
            }
        }
        select.back(start);
        return most;
    }

    private List<String> values(Statement.CopyInto copy, TableDefinition table, List<String> columns) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            ColumnDefinition column = table.column(name)
                    .orElseThrow(() -> new SnowflakeException(
                            "000904", "42000", "SQL compilation error: invalid identifier '" + name + "'"));
            String value;
            if (copy.select() == null) {
                value = plain(column, "c" + (i + 1));
            } else {
                if (i > 0) {
                    copy.select().expect(",");
                }
                value = new Translator(copy.select(), session, List.of()).until(",", "FROM");
            }
            values.add(checked(column, value));
        }
        if (copy.select() != null) {
            copy.select().expect("FROM");
        }
        return values;
    }

    private static String plain(ColumnDefinition column, String field) {
        return switch (column.type().base()) {
            case BINARY -> "unhex(" + field + ")";
            case VARIANT -> throw SnowflakeException.unknown("COPY of a CSV field into a VARIANT without PARSE_JSON");
            default -> field;
        };
    }

    /** Of the table's type, and not longer than that. */
    private static String checked(ColumnDefinition column, String value) {
        String cast = "CAST(" + value + " AS " + column.type().duckDb() + ")";
        if (!column.type().lengthMatters()) {
            return cast;
        }
        String measure = column.type().base() == Base.BINARY ? "octet_length" : "length";
        return "CASE WHEN " + measure + "(" + cast + ") > " + column.type().precision()
                + " THEN error('String is too long and would be truncated, column "
                + column.name().replace("'", "''")
                + "') ELSE " + cast + " END";
    }

    private static Result result(List<Loaded> loaded) {
        if (loaded.isEmpty()) {
            return Result.status(Result.COPY, "Copy executed with 0 files processed.");
        }
        return Result.texts(
                Result.COPY,
                List.of("file", "status", "rows_parsed", "rows_loaded", "error_limit", "errors_seen"),
                loaded.stream()
                        .<List<@Nullable String>>map(
                                one -> List.of(one.file(), "LOADED", one.rows() + "", one.rows() + "", "1", "0"))
                        .toList());
    }
}
