package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.sink.batch.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on an account of Snowflake: {@code ./freshet snowflake-check --account ...}. Not run by CI, for it needs one. It writes to
 * schemas SHOP and others of the database that is named: give it one of its own.
 */
class SnowflakeAccountCheck extends SnowflakeContract {
    SnowflakeAccountCheck() {
        super(false);
    }

    @Override
    @BeforeAll
    void start(@TempDir Path unused) {
        spec = new DestinationSpec(
                "snowflake",
                null,
                null,
                null,
                setting("DATABASE"),
                setting("USER"),
                null,
                Map.of(),
                new SnowflakeSettings(
                        System.getenv("FRESHET_SNOWFLAKE_ACCOUNT"),
                        System.getenv("FRESHET_SNOWFLAKE_URL"),
                        setting("ROLE"),
                        setting("WAREHOUSE"),
                        "upper",
                        false,
                        file("KEY_FILE"),
                        file("PASSPHRASE_FILE"),
                        file("TOKEN_FILE"),
                        null,
                        null,
                        null,
                        null));
        destination = new SnowflakeDestination("snowflake-check", spec, text -> text);
    }

    private static String setting(String name) {
        return Objects.requireNonNull(
                System.getenv("FRESHET_SNOWFLAKE_" + name), "FRESHET_SNOWFLAKE_" + name + " is not set");
    }

    private static @Nullable String file(String name) {
        String path = System.getenv("FRESHET_SNOWFLAKE_" + name);
        try {
            return path == null ? null : Files.readString(Path.of(path)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    @AfterAll
    void stop() {
        destination.close();
    }

    @Override
    protected List<String> select(TableName table, List<String> expressions) {
        List<String> lines = new ArrayList<>();
        try (Connection connection = new SnowflakeLogin("check", spec, text -> text).open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(selectSql(table, expressions))) {
            while (rows.next()) {
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 1; i <= expressions.size(); i++) {
                    cells.add(rows.getString(i));
                }
                lines.add(cells.stream().map(SnowflakeContract::text).collect(Collectors.joining("|")));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return lines.stream().sorted().toList();
    }
}
