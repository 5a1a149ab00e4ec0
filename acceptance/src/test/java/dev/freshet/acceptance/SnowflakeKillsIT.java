package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.compare.PagedSide;
import dev.freshet.local.snowflake.SnowflakeServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink is killed while it loads into Snowflake, in both modes: every row is there once. */
class SnowflakeKillsIT {
    private static final String TOKEN = "freshet-test";
    private static final int KILLS = 3;

    private SnowflakeServer snowflake;
    private House house;

    @BeforeEach
    void open(@TempDir Path stages) throws SQLException {
        snowflake = SnowflakeServer.start(0, stages);
        // the transaction of a sink that died keeps its locks so long; five minutes would make a long test
        snowflake.abortIdleBlockersAfter(Duration.ofSeconds(10));
        snowflake.accounts().token(SnowflakeServer.USER, TOKEN);
        Map<String, String> secrets = new HashMap<>(House.SECRETS);
        secrets.put("SNOWFLAKE_TOKEN", TOKEN);
        house = House.open(settings -> settings.withEnvironment(secrets));
        try (Connection connection = house.stack().mysql().connect("")) {
            ShopLoader.load(connection, Shop.Sizes.of(5_000), 1);
        }
    }

    @AfterEach
    void close() {
        house.close();
        snowflake.close();
    }

    private void pipelines() {
        house.capture("shop");
        house.apply("""
                kind: Destination
                name: snow
                connector: snowflake
                url: http://127.0.0.1:%d
                database: %s
                user: %s
                role: %s
                warehouse: %s
                accessToken: ${env:SNOWFLAKE_TOKEN}
                """.formatted(
                        snowflake.port(),
                        SnowflakeServer.DATABASE,
                        SnowflakeServer.USER,
                        SnowflakeServer.ROLE,
                        SnowflakeServer.WAREHOUSE));
        house.pipeline("state", "shop", "snow", "flush: {interval: 300ms}\n");
        house.pipeline("history", "shop", "snow", "mode: append\nschema: history\nflush: {interval: 300ms}\n");
    }

    @Test
    void killedWhileItLoadsNothingIsLostAndNothingIsThereTwice() {
        pipelines();
        house.awaitState(Kind.SOURCE, "shop", "STREAMING");
        ServiceProcess sink = house.stack().sinkService();
        try (Workload workload = new Workload(() -> house.stack().mysql().connect(""), 300, 7)) {
            workload.start();
            for (int kill = 0; kill < KILLS; kill++) {
                long commits = commits();
                await("the sink commits")
                        .atMost(Duration.ofMinutes(3))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> commits() > commits + 5);
                sink.process().killAndRestart();
            }
        }
        house.awaitEqual("shop", new PagedSide(snowflake::engineTexts, 5_000));
        for (String table : List.of("orders", "customers")) {
            awaitWholeHistory(table);
        }
    }

    private long commits() {
        return snowflake.statements().stream().filter("COMMIT"::equals).count();
    }

    /** Each change once; and of each key the last one says what the table of the current state says. */
    private void awaitWholeHistory(String table) {
        await("the history of " + table + " is whole")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    String latest = "SELECT * FROM history." + table + " QUALIFY row_number() OVER (PARTITION BY id"
                            + " ORDER BY _freshet_position DESC) = 1";
                    assertThat(snowflake.engineTexts("SELECT count(*), sum(hash(id, _freshet_position)) FROM (" + latest
                                    + ") WHERE _freshet_operation <> 'd'"))
                            .isEqualTo(snowflake.engineTexts(
                                    "SELECT count(*), sum(hash(id, _freshet_position)) FROM shop." + table));
                });
        assertThat(snowflake.engineTexts(
                        "SELECT count(*) - count(DISTINCT (id, _freshet_position)) FROM history." + table))
                .as("changes of " + table + " that are there twice")
                .isEqualTo(List.of(List.of("0")));
    }
}
