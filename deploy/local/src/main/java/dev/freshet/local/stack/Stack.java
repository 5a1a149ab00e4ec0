package dev.freshet.local.stack;

import dev.freshet.local.parts.Cache;
import dev.freshet.local.parts.Checkout;
import dev.freshet.local.parts.MySqlRelease;
import dev.freshet.local.parts.Part;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Lifetime;
import dev.freshet.local.process.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The servers that one user of this class wants, started together and, after them, the services that need them; stopped in
 * the opposite order.
 *
 * <p>An attached stack also stops when this JVM is asked to end (Ctrl-C), and is killed with it when it is killed. Closing
 * a detached stack leaves it running.
 */
public final class Stack implements AutoCloseable {
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Run run;
    private final PartStore parts;
    private final Consumer<String> progress;
    private final List<Server> servers = new ArrayList<>();
    private final Thread hook = new Thread(this::stopServers, "freshet-stop");
    private @Nullable KafkaBroker kafka;
    private @Nullable ApicurioRegistry registry;
    private @Nullable MySqlServer mysql;
    private @Nullable PostgresServer postgres;
    private @Nullable FlinkCluster flink;
    private @Nullable ServiceProcess sourceService;
    private @Nullable ServiceProcess transformService;
    private @Nullable ServiceProcess sinkService;

    private Stack(Run run, PartStore parts, Consumer<String> progress) {
        this.run = run;
        this.parts = parts;
        this.progress = progress;
    }

    public static StackPlan plan() {
        return new StackPlan();
    }

    static Stack start(StackPlan plan) {
        Checkout checkout = Checkout.find();
        Consumer<String> progress = plan.progress();
        MySqlRelease release = MySqlRelease.of(System.getenv(MySqlRelease.VARIABLE));
        Run run = plan.runIn(checkout.state());
        Stack stack = new Stack(run, new PartStore(checkout, Cache.ofUser(), release, progress), progress);
        if (run.lifetime() == Lifetime.ATTACHED) {
            Runtime.getRuntime().addShutdownHook(stack.hook);
        }
        try {
            stack.bringUp(plan, checkout);
            return stack;
        } catch (RuntimeException e) {
            stack.stopServers();
            stack.close();
            throw e;
        }
    }

    private void bringUp(StackPlan plan, Checkout checkout) {
        fetch(plan);
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        if (plan.has(Part.APICURIO)) {
            registry = begin(ApicurioRegistry.prepare(parts, run), starts);
        }
        if (plan.has(Part.MYSQL)) {
            mysql = begin(MySqlServer.prepare(parts, run, plan.mysqlFlags()), starts);
        }
        if (plan.has(Part.POSTGRES)) {
            postgres = begin(PostgresServer.prepare(parts, run), starts);
        }
        if (plan.has(Part.KAFKA)) {
            kafka = begin(KafkaBroker.prepare(parts, run), starts);
        }
        if (plan.has(Part.FLINK)) {
            flink = FlinkCluster.prepare(parts, run);
            flink.servers().forEach(server -> begin(server, starts));
        }
        await(starts);
        for (ServiceProcess.Settings settings : plan.wantedServices()) {
            ServiceProcess service = begin(
                    ServiceProcess.prepare(
                            checkout,
                            run,
                            told(settings),
                            kafka().bootstrapServers(),
                            registry().ccompatUrl()),
                    starts);
            switch (settings.module()) {
                case "source-service" -> sourceService = service;
                case "transform-service" -> transformService = service;
                default -> sinkService = service;
            }
        }
        await(starts);
    }

    /** The service that runs transforms learns where Flink is. */
    private ServiceProcess.Settings told(ServiceProcess.Settings settings) {
        return flink == null || !settings.module().equals("transform-service")
                ? settings
                : settings.withDefaults(flink.addresses().environment());
    }

    private void fetch(StackPlan plan) {
        for (Part part : Part.values()) {
            if (plan.has(part)) {
                parts.home(part);
            }
        }
    }

    private <S extends Server> S begin(S server, List<CompletableFuture<Void>> starts) {
        servers.add(server);
        starts.add(CompletableFuture.runAsync(
                () -> {
                    long start = System.nanoTime();
                    server.start();
                    int port = server.process().port();
                    progress.accept("%-16s ready%s after %.1f s"
                            .formatted(
                                    server.name(),
                                    port == 0 ? "" : " on port " + port,
                                    (System.nanoTime() - start) / 1e9));
                },
                VIRTUAL));
        return server;
    }

    private static void await(List<CompletableFuture<Void>> starts) {
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
        starts.clear();
    }

    /** One more replica of a service, started beside the others and stopped with them. */
    public ServiceProcess addService(ServiceProcess.Settings settings) {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        ServiceProcess service = begin(
                ServiceProcess.prepare(
                        Checkout.find(),
                        run,
                        told(settings),
                        kafka().bootstrapServers(),
                        registry().ccompatUrl()),
                starts);
        await(starts);
        return service;
    }

    public Run run() {
        return run;
    }

    public List<Server> servers() {
        return List.copyOf(servers);
    }

    public KafkaBroker kafka() {
        return wanted(kafka, "Kafka");
    }

    public ApicurioRegistry registry() {
        return wanted(registry, "the registry");
    }

    public MySqlServer mysql() {
        return wanted(mysql, "MySQL");
    }

    public PostgresServer postgres() {
        return wanted(postgres, "PostgreSQL");
    }

    public FlinkCluster flink() {
        return wanted(flink, "Flink");
    }

    public ServiceProcess sourceService() {
        return wanted(sourceService, "source-service");
    }

    public boolean hasTransforms() {
        return transformService != null;
    }

    public ServiceProcess transformService() {
        return wanted(transformService, "transform-service");
    }

    public ServiceProcess sinkService() {
        return wanted(sinkService, "sink-service");
    }

    private static <T> T wanted(@Nullable T server, String name) {
        if (server == null) {
            throw new IllegalStateException("The plan of this stack does not include " + name);
        }
        return server;
    }

    @Override
    public void close() {
        if (run.lifetime() == Lifetime.DETACHED) {
            return;
        }
        stopServers();
        run.discard();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook itself is at work
            return;
        }
    }

    private void stopServers() {
        if (servers.stream().anyMatch(server -> server.process().alive())) {
            progress.accept("Stopping ...");
        }
        stop(server -> server instanceof ServiceProcess);
        stop(server -> !(server instanceof ServiceProcess));
    }

    private void stop(Predicate<Server> which) {
        CompletableFuture.allOf(servers.stream()
                        .filter(which)
                        .map(server -> CompletableFuture.runAsync(server::close, VIRTUAL))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
