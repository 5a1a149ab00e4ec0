package dev.freshet.local.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Resource;
import dev.freshet.local.compare.MySqlShapes;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.demo.InitialLoad;
import dev.freshet.local.demo.Route;
import dev.freshet.local.demo.Show;
import dev.freshet.local.demo.Warehouse;
import dev.freshet.local.display.Screen;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The whole run, from an empty machine to the verdict. */
public final class Drift implements Show {
    private static final Route ROUTE = new Route(Table.DATABASE);
    private static final Duration LAG_TICK = Duration.ofMillis(100);
    private static final Duration STATE_TICK = Duration.ofMillis(200);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final DriftOptions options;
    private final Screen screen;
    private final CountDownLatch interrupted;
    private final Clock clock = Clock.systemUTC();
    private final Commits commits = new Commits();
    private volatile boolean watching;

    /** @param interrupted open when the person wants the workload to end and the verdict to come */
    public Drift(DriftOptions options, Screen screen, CountDownLatch interrupted) {
        this.options = options;
        this.screen = screen;
        this.interrupted = interrupted;
    }

    @Override
    public boolean run() throws SQLException, InterruptedException {
        screen.say("Starting MySQL, Kafka, the schema registry and Freshet's services ...");
        try (Stack stack = ROUTE.plan(options.destinations(), Optional.of(options.folder()), screen)
                        .start();
                Warehouses warehouses = Warehouses.of(options.destinations(), stack, api(stack));
                StatementLog log = new StatementLog(stack.run().data().resolve("drift.sql"));
                Hands hands = new Hands(() -> stack.mysql().connect(""), Player.threads(), commits, log, clock)) {
            Script script = new Script(options.plan());
            screen.say("Making %d tables of %,d rows ...".formatted(options.tables(), options.rows()));
            hands.open(script.opening());
            Api api = api(stack);
            for (Warehouse warehouse : warehouses.all()) {
                ROUTE.apply(api, stack.mysql(), warehouse, pipeline(warehouse), screen);
            }
            for (Warehouse warehouse : warehouses.all()) {
                new InitialLoad(ROUTE, shapes(stack.mysql()), warehouse, api, screen, interrupted)
                        .await((long) options.tables() * options.rows());
            }
            Report report = play(stack.mysql(), api, warehouses.all(), script, hands, log);
            report.tell(screen);
            return report.good();
        }
    }

    private static Api api(Stack stack) {
        return Api.at(stack.sourceService().url(), stack.sinkService().url());
    }

    @Override
    public boolean watching() {
        return watching;
    }

    private static List<Shape> shapes(MySqlServer mysql) throws SQLException {
        try (Connection connection = mysql.connect("")) {
            return MySqlShapes.of(connection, Table.DATABASE);
        }
    }

    private static ObjectNode pipeline(Warehouse warehouse) {
        ObjectNode pipeline = ROUTE.pipelineResource(warehouse);
        followExactly(pipeline.putObject("schemaChanges"));
        return pipeline;
    }

    /** So that the destination does whatever the source does. */
    private static void followExactly(ObjectNode schemaChanges) {
        schemaChanges
                .put("behavior", "evolve")
                .put("onDrop", "drop")
                .put("onTypeChange", "widen")
                .put("onRename", "rename")
                .put("onTruncate", "apply")
                .put("onDropTable", "drop")
                .put("onRenameTable", "rename");
    }

    private Report play(
            MySqlServer mysql, Api api, List<Warehouse> warehouses, Script script, Hands hands, StatementLog log)
            throws SQLException, InterruptedException {
        PipelinesMetrics metrics = new PipelinesMetrics(
                warehouses.stream().map(ROUTE::pipeline).toList(),
                () -> api.sink().text("/q/metrics"));
        LagWatch lags = new LagWatch(warehouses, commits, clock);
        StateWatch states = new StateWatch(statuses(api, warehouses), screen::say);
        Levelling.Outcome outcome;
        try (Ticker stateTicker = new Ticker("freshet-states", STATE_TICK, states::look)) {
            awaitStreaming(states);
            try (Ticker lagTicker = new Ticker("freshet-lags", LAG_TICK, lags::look);
                    Player player = new Player(script, hands, options.rate())) {
                watch(player, new Board(options.statements(), commits, log, metrics, screen));
                player.finish();
            }
            screen.say("Workload stopped: %,d statements. Waiting until both sides are level ..."
                    .formatted(log.all().size()));
            outcome = new Levelling(mysql, warehouses).await();
        }
        Stalls stalls = new Stalls(log.all(), lags.samples(), WINDOW.toMillis());
        return new Report(outcome, states.departures(), metrics.count("freshet_dead_letters_total"), stalls, log);
    }

    private static Map<String, Supplier<JsonNode>> statuses(Api api, List<Warehouse> warehouses) {
        Map<String, Supplier<JsonNode>> statuses = new LinkedHashMap<>();
        statuses.put(
                "source " + ROUTE.source(),
                () -> api.get(Resource.Kind.SOURCE, ROUTE.source()).path("status"));
        for (Warehouse warehouse : warehouses) {
            String pipeline = ROUTE.pipeline(warehouse);
            statuses.put(
                    "pipeline " + pipeline,
                    () -> api.get(Resource.Kind.PIPELINE, pipeline).path("status"));
        }
        return statuses;
    }

    private void awaitStreaming(StateWatch states) throws InterruptedException {
        for (int i = 0; i < 600 && !states.begun(); i++) {
            if (interrupted.await(STATE_TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void watch(Player player, Board board) throws InterruptedException {
        screen.say("Changing about %,d rows per second for %d s, and definitions %d times; Ctrl-C ends it and compares."
                .formatted(options.rate(), options.length().toSeconds(), options.statements()));
        player.start();
        watching = true;
        while (player.playing() && interrupted.getCount() > 0) {
            board.show(clock.millis());
            interrupted.await(1, TimeUnit.SECONDS);
        }
        screen.say("%,d rows changed in %,d transactions".formatted(player.changed(), player.transactions()));
    }
}
