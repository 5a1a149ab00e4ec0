package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Resource;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.JdbcSide;
import dev.freshet.local.compare.MySqlShapes;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.display.Screen;
import dev.freshet.local.measure.MetricsPage;
import dev.freshet.local.process.Ports;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.local.stack.StackPlan;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The whole show, from an empty machine to the verdict. */
public final class Demo {
    static final String SOURCE = "shop";
    static final String DESTINATION = "warehouse";
    static final String PIPELINE = "shop-to-warehouse";

    private static final Map<String, String> SECRETS =
            Map.of("FRESHET_DEMO_MYSQL_PASSWORD", MySqlServer.PASSWORD, "FRESHET_DEMO_POSTGRES_PASSWORD", "freshet");

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

    /** Returns whether every row was equal. */
    public boolean run() throws SQLException, InterruptedException {
        screen.say("Starting MySQL, Kafka, the schema registry and Freshet's services ...");
        try (Stack stack = plan().start()) {
            List<Shape> shapes = load(stack.mysql());
            Api api = Api.at(stack.sourceService().url(), stack.sinkService().url());
            Warehouse warehouse = warehouse(stack, api);
            apply(api, stack.mysql(), warehouse);
            Verification verification = new Verification(
                    new JdbcSide(Dialect.MYSQL, () -> stack.mysql().connect("")), warehouse, shapes, screen);
            new InitialLoad(shapes, warehouse, api, screen, interrupted)
                    .await(Shop.Sizes.of(options.rows()).total());
            watch(stack, api, shapes, warehouse);
            boolean equal = verification.untilLevel(stack.servers());
            options.keep().ifPresent(folder -> screen.say("Data and logs are kept in " + folder));
            return equal;
        }
    }

    /** Whether the workload has begun, so that an interruption means "stop and compare". */
    public boolean watching() {
        return watching;
    }

    private StackPlan plan() {
        StackPlan plan = Stack.plan()
                .progress(line -> screen.say("  " + line))
                .mysql()
                .service(ServiceProcess.Settings.of("source-service").withEnvironment(SECRETS))
                .service(ServiceProcess.Settings.of("sink-service").withEnvironment(SECRETS));
        if (options.destination() == Options.Destination.postgresql) {
            plan.postgres();
        }
        options.keep().ifPresent(plan::keepingDataIn);
        return plan;
    }

    private List<Shape> load(MySqlServer mysql) throws SQLException {
        Shop.Sizes sizes = Shop.Sizes.of(options.rows());
        screen.say("Loading the shop: %,d rows ...".formatted(sizes.total()));
        try (Connection connection = mysql.connect("")) {
            ShopLoader.load(connection, sizes, options.seed());
            return MySqlShapes.of(connection, Shop.DATABASE);
        }
    }

    private Warehouse warehouse(Stack stack, Api api) {
        return switch (options.destination()) {
            case duckdb -> new DuckDbWarehouse(stack.run().data().resolve("warehouse.duckdb"), api);
            case postgresql -> new PostgresWarehouse(stack.postgres());
        };
    }

    private void apply(Api api, MySqlServer mysql, Warehouse warehouse) {
        apply(api, Resource.Kind.SOURCE, SOURCE, source(mysql.port()));
        apply(api, Resource.Kind.DESTINATION, DESTINATION, warehouse.resource());
        apply(api, Resource.Kind.PIPELINE, PIPELINE, pipeline());
    }

    private void apply(Api api, Resource.Kind kind, String name, ObjectNode body) {
        screen.say("  %s %s %s".formatted(kind.word(), name, api.apply(new Resource(kind, name, body))));
    }

    private static ObjectNode source(int port) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Source")
                .put("name", SOURCE)
                .put("connector", "mysql")
                .put("host", Ports.LOOPBACK)
                .put("port", port)
                .put("user", MySqlServer.CAPTURE_USER)
                .put("password", "${env:FRESHET_DEMO_MYSQL_PASSWORD}")
                .put("databases", Shop.DATABASE)
                .put("tables", "shop\\..*");
    }

    private static ObjectNode pipeline() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Pipeline")
                .put("name", PIPELINE)
                .put("source", SOURCE)
                .put("tables", "shop\\..*")
                .put("destination", DESTINATION)
                .put("mode", "upsert")
                .put("deletes", "hard");
    }

    private void watch(Stack stack, Api api, List<Shape> shapes, Warehouse warehouse) throws InterruptedException {
        MySqlServer mysql = stack.mysql();
        MetricsPage latencies = new MetricsPage(PIPELINE, () -> api.sink().text("/q/metrics"));
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
