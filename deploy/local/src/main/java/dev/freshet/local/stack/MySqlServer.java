package dev.freshet.local.stack;

import dev.freshet.local.parts.NativeLibraries;
import dev.freshet.local.parts.Part;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Launch;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.process.Ports;
import dev.freshet.local.process.ProcessFailed;
import dev.freshet.local.process.Readiness;
import dev.freshet.local.process.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A MySQL 8 server with row-based binary log and GTIDs. Has two users over TCP: {@code root}, who may do anything, and {@code
 * freshet}, who has the privileges that capture needs and no more. Both have the password {@link #PASSWORD}.
 *
 * <p>Commits reach the operating system but not the disk, which a kill -9 of the server does not tell apart.
 */
public record MySqlServer(ManagedProcess process, int port) implements Server {
    public static final String CAPTURE_USER = "freshet";
    public static final String PASSWORD = "freshet";
    /** The server refuses another value than that of its beginning. */
    private static final String NAMES = "--lower-case-table-names=";

    private static final String USERS = """
            CREATE USER 'root'@'%' IDENTIFIED BY 'freshet';
            GRANT ALL PRIVILEGES ON *.* TO 'root'@'%' WITH GRANT OPTION;
            CREATE USER 'freshet'@'%' IDENTIFIED BY 'freshet';
            GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT, LOCK TABLES ON *.* TO 'freshet'@'%';
            """;

    /**
     * @param flags further server flags, such as {@code --binlog-format=STATEMENT}; a later flag wins over an earlier one.
     *     {@code --lower-case-table-names=1} has a data directory of its own, since it must be there from the beginning
     */
    public static MySqlServer prepare(PartStore parts, Run run, String... flags) {
        return prepare("mysql", parts, run, flags);
    }

    public static MySqlServer prepare(String name, PartStore parts, Run run, String... flags) {
        Path home = parts.home(Part.MYSQL);
        Path data = run.data().resolve(name);
        Path files = data.resolve("data");
        int port = Ports.remembered(data.resolve("port"));
        if (!Files.isDirectory(files)) {
            List<String> lasting =
                    Stream.of(flags).filter(flag -> flag.startsWith(NAMES)).toList();
            String seed = "data" + String.join("", lasting).replaceAll("[^a-z0-9]+", "-");
            Seed.copy(parts.derived(Part.MYSQL, seed, draft -> initialise(parts, home, lasting, draft)), files);
        }
        List<String> command = new ArrayList<>(serverFlags(home, files));
        command.addAll(List.of("--port=" + port, "--server-id=" + (port % 10_000 + 1)));
        command.addAll(List.of(flags));
        Launch launch = Launch.of(name, files, run.logs().resolve(name + ".log"), command)
                .withEnvironment(NativeLibraries.environment(home))
                .servingOn(port, Readiness.logged("ready for connections").and(Readiness.tcp(port)));
        return new MySqlServer(new ManagedProcess(launch, run), port);
    }

    private static List<String> serverFlags(Path home, Path files) {
        List<String> command = new ArrayList<>(base(home, files));
        command.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--socket=mysql.sock",
                "--pid-file=mysql.pid",
                "--mysqlx=OFF",
                "--skip-name-resolve",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--binlog-row-image=FULL",
                "--binlog-row-metadata=FULL",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=2",
                "--sync-binlog=0",
                "--default-time-zone=+00:00",
                "--log-error-verbosity=2"));
        return command;
    }

    private static List<String> base(Path home, Path files) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/mysqld").toString(), "--no-defaults"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(List.of(
                "--basedir=" + home,
                "--datadir=" + files,
                "--default-authentication-plugin=mysql_native_password",
                "--innodb-log-file-size=16M",
                "--secure-file-priv=NULL"));
        return command;
    }

    /** Once per machine: every later server starts on a copy. */
    private static void initialise(PartStore parts, Path home, List<String> flags, Path draft) throws IOException {
        parts.progress().accept("Initialising a MySQL data directory ...");
        Path users = Files.writeString(Files.createTempFile("freshet-users", ".sql"), USERS);
        Path log = Files.createTempFile("freshet-mysql-init", ".log");
        List<String> command = new ArrayList<>(base(home, draft));
        command.addAll(List.of("--initialize-insecure", "--init-file=" + users));
        command.addAll(flags);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(NativeLibraries.environment(home));
        try {
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ProcessFailed("MySQL could not initialise its data directory:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailed("Interrupted while initialising MySQL", e);
        }
        // each copy must be a server of its own
        Files.deleteIfExists(draft.resolve("auto.cnf"));
        Files.delete(users);
        Files.delete(log);
    }

    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database
                + "?useSSL=false&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true&connectionTimeZone=UTC"
                + "&forceConnectionTimeZoneToSession=true&connectTimeout=3000&socketTimeout=60000";
    }

    /** A connection as root; the database may be empty for none. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), "root", PASSWORD);
    }

    /** What the running server says it is, such as 8.0.33. */
    public Runtime.Version version() {
        try (Connection connection = connect("")) {
            var data = connection.getMetaData();
            return Runtime.Version.parse(data.getDatabaseProductVersion().replaceAll("[^0-9.].*", ""));
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL does not say its version: " + e.getMessage(), e);
        }
    }

    /** Runs statements as root, in order. */
    public void execute(String... statements) {
        try (Connection connection = connect("");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("MySQL refused: " + e.getMessage(), e);
        }
    }
}
