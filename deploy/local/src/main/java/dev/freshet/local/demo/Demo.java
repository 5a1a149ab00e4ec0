package dev.freshet.local.demo;

import dev.freshet.local.client.Api;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.JdbcSide;
import dev.freshet.local.compare.MySqlShapes;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.display.Screen;
import dev.freshet.local.measure.MetricsPage;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.Stack;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The whole show, from an empty machine to the verdict. */
public final class Demo implements Show {
    private static final Route ROUTE = new Route(Shop.DATABASE);

    private final Options options;
    private final Screen screen;
    private final CountDownLatch interrupted;
    private volatile boolean watching;

    /** @param interrupted open when the person wants the workload to end and the verdict to come */
    public Demo(Options options, Screen screen, CountDownLatch interrupted) {
        this.options = options;
        this.screen = screen;
        this.interrupted = interrupted;
    }

    @Override
    public boolean run() throws SQLException, InterruptedException {
        screen.say("Starting MySQL, Kafka, the schema registry and Freshet's services ...");
        try (Stack stack = ROUTE.plan(Set.of(options.destination()), options.keep(), screen)
                        .start();
                Warehouse warehouse = Warehouse.of(options.destination(), stack, api(stack))) {
            List<Shape> shapes = load(stack.mysql());
            Api api = api(stack);
            ROUTE.apply(api, stack.mysql(), warehouse, ROUTE.pipelineResource(warehouse), screen);
            Verification verification = new Verification(
                    new JdbcSide(Dialect.MYSQL, () -> stack.mysql().connect("")), warehouse, shapes, screen);
            new InitialLoad(ROUTE, shapes, warehouse, api, screen, interrupted)
                    .await(Shop.Sizes.of(options.rows()).total());
            watch(stack, api, shapes, warehouse);
            boolean equal = verification.untilLevel(stack.servers());
            options.keep().ifPresent(folder -> screen.say("Data and logs are kept in " + folder));
            return equal;
        }
    }

    private static Api api(Stack stack) {
        return Api.at(stack.sourceService().url(), stack.sinkService().url());
    }

    @Override
    public boolean watching() {
        return watching;
    }

    private List<Shape> load(MySqlServer mysql) throws SQLException {
        Shop.Sizes sizes = Shop.Sizes.of(options.rows());
        screen.say("Loading the shop: %,d rows ...".formatted(sizes.total()));
        try (Connection connection = mysql.connect("")) {
            ShopLoader.load(connection, sizes, options.seed());
            return MySqlShapes.of(connection, Shop.DATABASE);
        }
    }

    private void watch(Stack stack, Api api, List<Shape> shapes, Warehouse warehouse) throws InterruptedException {
        MySqlServer mysql = stack.mysql();
        MetricsPage latencies =
                new MetricsPage(ROUTE.pipeline(warehouse), () -> api.sink().text("/q/metrics"));
        screen.say("Changing about %,d rows per second%s; Ctrl-C ends it and compares."
                .formatted(
                        options.rate(),
                        options.length()
                                .map(length -> " for " + length.toSeconds() + " s")
                                .orElse("")));
        long end = options.length()
                .map(length -> System.nanoTime() + length.toNanos())
                .orElse(Long.MAX_VALUE);
        try (Workload workload = new Workload(() -> mysql.connect(""), options.rate(), options.seed() + 1);
                Mayhem mayhem = Mayhem.maybe(options.chaos(), stack.servers(), options.seed(), screen::say)) {
            Watch watch = new Watch(shapes, mysql, warehouse, workload, latencies);
            workload.start();
            mayhem.start();
            watching = true;
            while (System.nanoTime() < end && interrupted.getCount() > 0) {
                screen.show(
                        "%,d rows changed in %,d transactions".formatted(workload.changed(), workload.transactions()),
                        watch.look());
                interrupted.await(
                        Math.min(1_000, Math.max(0, (end - System.nanoTime()) / 1_000_000)), TimeUnit.MILLISECONDS);
            }
            screen.say("");
            watch.summary().forEach(screen::say);
        }
    }
}
