package dev.freshet.registry.apicurio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The real server with the configuration it is shipped with, as a process of its own on free ports. */
public final class RegistryServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final int management;
    private final Path log;

    private RegistryServer(Process process, int port, int management, Path log) {
        this.process = process;
        this.port = port;
        this.management = management;
        this.log = log;
    }

    /** The one that the test classes of this JVM share; it ends with the JVM. */
    public static RegistryServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final RegistryServer SERVER = start(temporary());

        private static Path temporary() {
            try {
                Path directory = Files.createTempDirectory("freshet-registry");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteEndedIn(directory)));
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void deleteEndedIn(Path directory) {
            SERVER.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param directory where the server keeps its schemas; a second server there finds them again */
    public static RegistryServer start(Path directory) {
        try {
            configure(directory);
            int port = freePort();
            int management = freePort();
            Path log = directory.resolve("server.log");
            String home = Objects.requireNonNull(System.getProperty("registry.server"), "run by ./mvnw verify");
            Process process = new ProcessBuilder(command(home, port, management))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            RegistryServer server = new RegistryServer(process, port, management, log);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String home, int port, int management) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + management,
                "-jar",
                Path.of(home, "quarkus-run.jar").toString());
    }

    private static void configure(Path directory) throws IOException {
        Path config = directory.resolve("config").resolve("application.properties");
        if (!Files.exists(config)) {
            Files.createDirectories(config.getParent());
            try (InputStream shipped =
                    RegistryServer.class.getResourceAsStream("/registry-server/config/application.properties")) {
                Files.copy(Objects.requireNonNull(shipped), config);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        Instant deadline = Instant.now().plus(START);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                close();
                throw new IllegalStateException("the registry did not start; its log:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private boolean isReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI health = URI.create("http://127.0.0.1:" + management + "/health/ready");
            return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public URI ccompat() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    /** Apicurio's own API, which its serde speaks. */
    String apicurio() {
        return "http://127.0.0.1:" + port + "/apis/registry/v3";
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
