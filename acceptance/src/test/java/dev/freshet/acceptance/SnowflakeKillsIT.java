package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink is killed while it loads into Snowflake, in both modes: every row is there once. */
class SnowflakeKillsIT {
    private static final int KILLS = 3;

    private SnowflakeAccount snowflake;
    private House house;

    @BeforeEach
    void open(@TempDir Path stages) throws SQLException {
        snowflake = SnowflakeAccount.open(stages);
        house = House.shared();
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
        house.apply(snowflake.destination("snow", "upper"));
        house.pipeline("state", "shop", "snow", "flush: {interval: 300ms}\n");
        house.pipeline("history", "shop", "snow", "mode: append\nschema: history\nflush: {interval: 300ms}\n");
    }

    @Test
    void killedWhileItLoadsNothingIsLostAndNothingIsThereTwice() {
        pipelines();
        house.awaitState(Kind.SOURCE, "shop", "STREAMING");
        ServiceProcess sink = house.stack().sinkService();
        try (Workload workload = new Workload(() -> house.stack().mysql().connect(""), 100, 7)) {
            workload.start();
            for (int kill = 0; kill < KILLS; kill++) {
                long commits = commits();
                await("the sink commits")
                        .atMost(House.PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> commits() > commits + 5);
                sink.process().killAndRestart();
            }
        }
        house.awaitEqual("shop", snowflake.side());
        for (String table : List.of("orders", "customers")) {
            awaitWholeHistory(table);
        }
    }

    private long commits() {
        return snowflake.server().statements().stream().filter("COMMIT"::equals).count();
    }

    /** Each change once; and of each key the last one says what the table of the current state says. */
    private void awaitWholeHistory(String table) {
        await("the history of " + table + " is whole")
                .atMost(House.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    String latest = "SELECT * FROM history." + table + " QUALIFY row_number() OVER (PARTITION BY id"
                            + " ORDER BY _freshet_position DESC) = 1";
                    assertThat(snowflake.texts("SELECT count(*), sum(hash(id, _freshet_position)) FROM (" + latest
                                    + ") WHERE _freshet_operation <> 'd'"))
                            .isEqualTo(snowflake.texts(
                                    "SELECT count(*), sum(hash(id, _freshet_position)) FROM shop." + table));
                });
        assertThat(snowflake.texts("SELECT count(*) - count(DISTINCT (id, _freshet_position)) FROM history." + table))
                .as("changes of " + table + " that are there twice")
                .isEqualTo(List.of(List.of("0")));
    }
}
