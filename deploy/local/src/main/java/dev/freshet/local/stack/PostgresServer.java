package dev.freshet.local.stack;

import dev.freshet.local.parts.Part;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Launch;
import dev.freshet.local.process.Lifetime;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.process.Ports;
import dev.freshet.local.process.ProcessFailed;
import dev.freshet.local.process.Readiness;
import dev.freshet.local.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server with the superuser {@code postgres} and the database {@code warehouse}; any password will do.
 *
 * <p>PostgreSQL refuses to run as root. When we are root it runs as nobody, who keeps the one capability needed to reach
 * binaries and data below root's home folder (and the secure bit without which access(2) would ignore it).
 *
 * @param files its data directory
 */
public record PostgresServer(ManagedProcess process, int port, Path files) implements Server {
    public static final String USER = "postgres";
    public static final String PASSWORD = "freshet";
    public static final String DATABASE = "warehouse";

    private static final String NOBODY = "65534";

    public static PostgresServer prepare(PartStore parts, Run run) {
        Path home = parts.home(Part.POSTGRES);
        Path data = run.data().resolve("postgres");
        Path files = data.resolve("data");
        int port = Ports.remembered(data.resolve("port"));
        if (!Files.isDirectory(files)) {
            Seed.copy(parts.derived(Part.POSTGRES, "data", draft -> initialise(parts, home, draft)), files);
        }
        List<String> command = new ArrayList<>(asNobodyWhenRoot(run.lifetime()));
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", files.toString(), "-p", "" + port));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "synchronous_commit=off",
                "shared_buffers=64MB",
                "max_wal_size=512MB",
                "timezone=UTC",
                "log_timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        Launch launch = Launch.of("postgres", Path.of("/"), run.logs().resolve("postgres.log"), command)
                .servingOn(port, Readiness.logged("ready to accept connections").and(Readiness.tcp(port)));
        return new PostgresServer(new ManagedProcess(launch, run), port, files);
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    /** A change of user clears the kernel's parent-death signal, so it is set again here. */
    private static List<String> asNobodyWhenRoot(Lifetime lifetime) {
        if (!root()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                NOBODY,
                "--regid",
                NOBODY,
                "--clear-groups",
                "--securebits",
                "+no_setuid_fixup",
                "--inh-caps",
                "+dac_override",
                "--ambient-caps",
                "+dac_override"));
        if (lifetime == Lifetime.ATTACHED) {
            words.addAll(List.of("--pdeathsig", "KILL"));
        }
        return words;
    }

    /** Once per machine: every later server starts on a copy. */
    private static void initialise(PartStore parts, Path home, Path draft) throws IOException {
        parts.progress().accept("Initialising a PostgreSQL data directory ...");
        if (root()) {
            waitFor(List.of("chown", NOBODY + ":" + NOBODY, draft.toString()));
        }
        List<String> command = new ArrayList<>(asNobodyWhenRoot(Lifetime.ATTACHED));
        command.addAll(List.of(
                home.resolve("bin/initdb").toString(),
                "-D",
                draft.toString(),
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"));
        waitFor(command);
        // --single reads SQL from its input: the database is there before the server is
        command = new ArrayList<>(asNobodyWhenRoot(Lifetime.ATTACHED));
        command.addAll(List.of(
                "sh",
                "-c",
                "echo 'CREATE DATABASE " + DATABASE + "' | '" + home.resolve("bin/postgres") + "' --single -D '" + draft
                        + "' postgres"));
        waitFor(command);
    }

    private static void waitFor(List<String> command) throws IOException {
        Path log = Files.createTempFile("freshet-postgres-init", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ProcessFailed(
                        "PostgreSQL could not initialise its data directory:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailed("Interrupted while initialising PostgreSQL", e);
        } finally {
            Files.delete(log);
        }
    }

    /** From now on there is a standby that lags: a copy of what the server holds. The server is down for the moment that it takes. */
    public void keepStandby() {
        process.stop();
        Seed.copy(files, standby());
        start();
    }

    /** The server dies, and the standby takes its place, without what was committed since: as after a failover of asynchronous replication. */
    public void failOver() {
        process.kill();
        try {
            Files.move(files, files.resolveSibling("lost"));
            Files.move(standby(), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path standby() {
        return files.resolveSibling("standby");
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?connectTimeout=3&socketTimeout=60";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), USER, PASSWORD);
    }
}
