package dev.freshet.local.example;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Resource;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.demo.Show;
import dev.freshet.local.display.Screen;
import dev.freshet.local.display.TableLine;
import dev.freshet.local.stack.Server;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.local.stack.StackPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code examples/personalisation} from an empty machine to the verdict. */
public final class Personalisation implements Show {
    /** Of a whole cluster on a slow machine, from the resources to the first row. */
    private static final Duration FIRST_ROW = Duration.ofMinutes(5);

    private static final int EXPLAIN_EVERY = 15;
    /** Until the compilers of all the JVMs, which share this machine, have done most of their work. */
    private static final int WARM_AFTER = 20;

    /**
     * @param rate clicks per second
     * @param length shorter than the window of the SQL: nothing is to leave it
     * @param keep where data and logs stay; empty: nowhere
     */
    public record Options(int rate, Duration length, Optional<Path> keep, long seed) {
        public static final Duration LONGEST = Duration.ofMinutes(25);
    }

    private final Options options;
    private final Screen screen;
    private final CountDownLatch interrupted;
    private volatile boolean watching;
    /** How many clicks were seen before all was warm. */
    private int cold;

    /** @param interrupted open when the person wants the visitors to leave and the verdict to come */
    public Personalisation(Options options, Screen screen, CountDownLatch interrupted) {
        this.options = options;
        this.screen = screen;
        this.interrupted = interrupted;
    }

    @Override
    public boolean watching() {
        return watching;
    }

    @Override
    public boolean run() throws SQLException, InterruptedException {
        screen.say("Starting MySQL, Kafka, the schema registry, Flink, PostgreSQL and Freshet's services ...");
        try (Stack stack = plan().start();
                ShopFloor shop = new ShopFloor(() -> stack.mysql().connect(""), options.seed());
                Sightings sightings = new Sightings(() -> stack.postgres().connect());
                Visitors visitors = new Visitors(
                        stack.sourceService().url(),
                        PersonalisationResources.WRITE_KEY,
                        sightings,
                        options.rate(),
                        options.seed())) {
            open(shop);
            Api api = api(stack);
            List<Resource> resources = PersonalisationResources.read(stack);
            apply(api, resources, Kind.SOURCE);
            sightings.start();
            long begun = System.nanoTime();
            // what a click looks like is known from the first one
            visitors.first();
            apply(api, resources, Kind.TRANSFORM, Kind.DESTINATION, Kind.PIPELINE);
            if (!firstRow(sightings, api)) {
                return false;
            }
            screen.say("The first click is visible %.1f s after it was sent, Flink's job and all tables included."
                    .formatted((System.nanoTime() - begun) / 1e9));
            watch(shop, visitors, sightings);
            shop.close();
            visitors.close();
            boolean good = new PersonalisationVerdict(stack, api, screen).of(visitors, shop);
            tell(sightings, visitors, shop, stack.servers());
            options.keep().ifPresent(folder -> screen.say("Data and logs are kept in " + folder));
            return good;
        }
    }

    private StackPlan plan() {
        StackPlan plan = Stack.plan()
                .progress(line -> screen.say("  " + line))
                .mysql()
                .postgres()
                .flink()
                .service(service("source-service"))
                .service(service("transform-service"))
                .service(service("sink-service"));
        options.keep().ifPresent(plan::keepingDataIn);
        return plan;
    }

    private static ServiceProcess.Settings service(String module) {
        return ServiceProcess.Settings.of(module).withEnvironment(PersonalisationResources.SECRETS);
    }

    private static Api api(Stack stack) {
        return Api.at(stack.sourceService().url(), stack.sinkService().url())
                .withTransforms(stack.transformService().url());
    }

    private static void open(ShopFloor shop) throws SQLException {
        try {
            shop.open(PersonalisationResources.tables());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void apply(Api api, List<Resource> resources, Kind... kinds) {
        for (Kind kind : kinds) {
            for (Resource resource : resources) {
                if (resource.kind() == kind) {
                    screen.say("  %s %s %s".formatted(kind.word(), resource.name(), api.apply(resource)));
                }
            }
        }
    }

    private boolean firstRow(Sightings sightings, Api api) throws InterruptedException {
        long deadline = System.nanoTime() + FIRST_ROW.toNanos();
        for (int seconds = 1; sightings.seen() == 0; seconds++) {
            if (System.nanoTime() > deadline) {
                screen.say("VERDICT: no row has arrived in " + FIRST_ROW.toMinutes() + " minutes ("
                        + sightings.trouble() + ").");
                return false;
            }
            if (interrupted.await(1, TimeUnit.SECONDS)) {
                return false;
            }
            if (seconds % EXPLAIN_EVERY == 0) {
                explain(api);
            }
        }
        return true;
    }

    private void explain(Api api) {
        try {
            JsonNode status =
                    api.get(Kind.TRANSFORM, PersonalisationResources.TRANSFORM).path("status");
            screen.say("  the transform is %s %s"
                    .formatted(
                            status.path("state").asText("silent"),
                            status.path("cause").asText("")));
        } catch (RuntimeException away) {
            screen.say("  " + away.getMessage());
        }
    }

    private void watch(ShopFloor shop, Visitors visitors, Sightings sightings) throws InterruptedException {
        screen.say(
                "%d clicks per second for %d s, while prices, stock and customers change; Ctrl-C ends it and compares."
                        .formatted(options.rate(), options.length().toSeconds()));
        sightings.forget();
        shop.start();
        visitors.start();
        watching = true;
        long end = System.nanoTime() + options.length().toNanos();
        int before = 0;
        long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_AFTER);
        while (System.nanoTime() < end && interrupted.getCount() > 0) {
            interrupted.await(1, TimeUnit.SECONDS);
            int now = sightings.seen();
            screen.say("%,7d clicks  %,6d changes in the shop  click to visible: p50 %s  p99 %s  waiting %,d"
                    .formatted(
                            visitors.accepted(),
                            shop.changes(),
                            TableLine.time(sightings.quantile(0.5, before)),
                            TableLine.time(sightings.quantile(0.99, before)),
                            sightings.waiting()));
            before = now;
            if (System.nanoTime() < warm) {
                cold = now;
            }
        }
    }

    private void tell(Sightings sightings, Visitors visitors, ShopFloor shop, List<Server> servers) {
        for (Server server : servers) {
            screen.say("%-16s %4d MB resident, %6.1f CPU seconds"
                    .formatted(
                            server.name(),
                            server.process().rssBytes() >> 20,
                            server.process().cpuSeconds()));
        }
        screen.say("%,d clicks accepted (%,d requests repeated), %,d changes in the shop, until %s"
                .formatted(visitors.accepted(), visitors.repeated(), shop.changes(), Instant.now()));
        screen.say("click to visible in PostgreSQL: p50 %s   p99 %s   most %s   of %,d clicks"
                .formatted(
                        TableLine.time(sightings.quantile(0.5, 0)),
                        TableLine.time(sightings.quantile(0.99, 0)),
                        TableLine.time(sightings.quantile(1, 0)),
                        sightings.seen()));
        if (sightings.seen() > cold) {
            screen.say("  of those after the first %d s, when all is warm: p50 %s   p99 %s"
                    .formatted(
                            WARM_AFTER,
                            TableLine.time(sightings.quantile(0.5, cold)),
                            TableLine.time(sightings.quantile(0.99, cold))));
        }
    }
}
