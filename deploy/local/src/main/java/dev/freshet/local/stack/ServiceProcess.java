package dev.freshet.local.stack;

import dev.freshet.local.parts.Checkout;
import dev.freshet.local.parts.PartUnavailable;
import dev.freshet.local.process.Launch;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.process.Ports;
import dev.freshet.local.process.Readiness;
import dev.freshet.local.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One replica of one of our own services, as its module's build leaves it. */
public record ServiceProcess(ManagedProcess process, int port) implements Server {
    /**
     * @param heap for instance {@code 120m}; a service is to stay below 300 MB resident
     * @param options further JVM options
     */
    public record Settings(
            String module, String name, String heap, List<String> options, Map<String, String> environment) {
        private static final List<String> SMALL = List.of(
                "-XX:+UnlockExperimentalVMOptions",
                // what the compiler took goes back to the system
                "-XX:TrimNativeHeapInterval=5000",
                // what runs four times as often as usual is worth the optimising compiler's time and memory
                "-XX:Tier4InvocationThreshold=20000",
                "-XX:Tier4MinInvocationThreshold=2400",
                "-XX:Tier4CompileThreshold=60000",
                "-XX:Tier4BackEdgeThreshold=160000",
                "-Xss512k",
                // as the manifest of quarkus-run.jar says
                "--add-opens=java.base/java.lang=ALL-UNNAMED");
        /** What waits for a destination lives long. */
        private static final List<String> MOSTLY_OLD = List.of("-Xmn24m");
        /** What a source takes lives for one batch, of which no part grows old. */
        private static final List<String> MOSTLY_YOUNG = List.of("-Xmn56m", "-XX:SurvivorRatio=6");

        public static Settings of(String module) {
            return new Settings(module, module, "120m", small(module), Map.of());
        }

        private static List<String> small(String module) {
            List<String> young = module.equals("source-service") ? MOSTLY_YOUNG : MOSTLY_OLD;
            return Stream.concat(young.stream(), SMALL.stream()).toList();
        }

        /** Another replica of the same service under a name of its own. */
        public Settings named(String name) {
            return new Settings(module, name, heap, options, environment);
        }

        public Settings withHeap(String heap) {
            return new Settings(module, name, heap, options, environment);
        }

        public Settings withOptions(String... options) {
            return new Settings(
                    module,
                    name,
                    heap,
                    Stream.concat(small(module).stream(), Stream.of(options)).toList(),
                    environment);
        }

        public Settings withEnvironment(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(environment);
            all.putAll(more);
            return new Settings(module, name, heap, options, Map.copyOf(all));
        }

        /** Where the environment does not say otherwise. */
        Settings withDefaults(Map<String, String> defaults) {
            Map<String, String> all = new LinkedHashMap<>(defaults);
            all.putAll(environment);
            return new Settings(module, name, heap, options, Map.copyOf(all));
        }
    }

    public static ServiceProcess prepare(
            Checkout checkout, Run run, Settings settings, String bootstrapServers, String registryUrl) {
        Path home = checkout.root().resolve(settings.module()).resolve("target/quarkus-app");
        if (!Files.exists(home.resolve("quarkus-run.jar"))) {
            throw new PartUnavailable("The service " + settings.module() + " is not built: " + home
                    + " is missing. Call ./freshet, which builds it, or ./mvnw package.");
        }
        Path data = run.data().resolve(settings.name());
        int port = Ports.remembered(data.resolve("port"));
        Launch launch = Launch.of(
                        settings.name(),
                        directory(data),
                        run.logs().resolve(settings.name() + ".log"),
                        Java.keeping(
                                home.resolve("classes"), settings.heap(), settings.options(), Program.ofQuarkus(home)))
                .withGrace(KeptClasses.GRACE)
                .withEnvironment(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        bootstrapServers,
                        "FRESHET_REGISTRY_URL",
                        registryUrl,
                        "QUARKUS_HTTP_HOST",
                        Ports.LOOPBACK,
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        // glibc otherwise keeps a heap for every thread
                        "MALLOC_ARENA_MAX",
                        "2"))
                .withEnvironment(settings.environment())
                .servingOn(port, Readiness.http("http://127.0.0.1:" + port + "/q/health/ready"))
                .withPatience(Duration.ofSeconds(90));
        return new ServiceProcess(new ManagedProcess(launch, run), port);
    }

    private static Path directory(Path data) {
        try {
            return Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
