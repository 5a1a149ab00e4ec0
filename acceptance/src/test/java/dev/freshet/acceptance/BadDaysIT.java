package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.client.ServiceClient;
import dev.freshet.local.stack.Server;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.workload.Shop;
import dev.freshet.local.workload.ShopLoader;
import dev.freshet.local.workload.Workload;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** Whichever process dies, and whenever: nothing is lost and nothing is applied twice. One bad day after the other, each under load. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BadDaysIT {
    private static final int ROWS_PER_SECOND = 100;

    private House house;
    private Workload workload;
    private int marker;

    @BeforeAll
    void aShop() throws SQLException {
        house = House.open();
        try (Connection connection = house.stack().mysql().connect("")) {
            ShopLoader.load(connection, Shop.Sizes.of(5_000), 1);
        }
        house.stack().mysql().execute("CREATE TABLE shop.markers (id INT PRIMARY KEY)");
        house.capture("shop");
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", "shop", "pg", "");
        house.pipeline("to-duck", "shop", "duck", "");
        house.pipeline("history", "shop", "pg", "mode: append\nschema: history\ntables: shop\\.(markers|orders)\n");
        // a snapshot that is broken off begins anew and does not see what was deleted in between: backfill's own issue
        house.awaitState(Kind.SOURCE, "shop", "STREAMING");
    }

    @BeforeEach
    void underLoad() {
        workload = new Workload(() -> house.stack().mysql().connect(""), ROWS_PER_SECOND, 7 + marker);
        workload.start();
        awaitMarker();
    }

    @AfterEach
    void noLoad() {
        workload.close();
    }

    @AfterAll
    void close() {
        house.close();
    }

    @Test
    @Order(1)
    void everyProcessIsKilledInTurn() {
        for (Server victim : house.stack().servers()) {
            victim.process().killAndRestart();
            awaitMarker();
        }
        finish();
    }

    /** And it comes back without its last commits, also those of tables that nothing happens in any more. */
    @Test
    @Order(2)
    void theDestinationIsAwayForAMinuteAndAStandbyThatLaggedTakesItsPlace() {
        house.stack().postgres().keepStandby();
        awaitMarker();
        house.stack().postgres().failOver();
        house.awaitState(Kind.PIPELINE, "to-pg", "RETRYING");
        assertThat(house.status(Kind.PIPELINE, "to-pg").path("cause").asText()).isNotBlank();
        assertThat(house.status(Kind.PIPELINE, "to-pg").path("mend").asText()).isNotBlank();
        long before = workload.changed();
        await().pollDelay(Duration.ofSeconds(60)).atMost(House.PATIENCE).until(() -> workload.changed() > before);
        house.stack().postgres().start();
        awaitMarker();
        house.awaitState(Kind.PIPELINE, "to-pg", "STREAMING");
        finish();
    }

    @Test
    @Order(3)
    void theRegistryIsAwayWhileSchemasAreKnown() {
        house.stack().registry().process().kill();
        awaitMarker();
        awaitMarker();
        house.stack().registry().start();
        finish();
    }

    @Test
    @Order(4)
    void aSecondReplicaTakesOverAndTheFirstIsFencedWhenItWakes() {
        ServiceProcess second = house.stack()
                .addService(ServiceProcess.Settings.of("source-service")
                        .named("source-service-2")
                        .withEnvironment(House.SECRETS));
        ServiceProcess first = house.stack().sourceService();
        await("the second has its share, and one of them the source")
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        second.process().logSinceStart().contains("gave us partitions") && runs(first) != runs(second));
        ServiceProcess owner = runs(first) ? first : second;
        owner.process().suspend();
        awaitMarker();
        owner.process().resume();
        awaitMarker();
        await("the sleeper knows that its sources went to the other")
                .atMost(House.PATIENCE)
                .until(() -> owner.process().logSinceStart().contains("gave to others, while we did not answer"));
        // which of the two has the source then is the group's choice: whoever joins is given half of everything
        await("one replica captures, and one only")
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .until(() -> runs(first) != runs(second));
        awaitMarker();
        finish();
    }

    /** Whether this replica captures the source, by its own figures. */
    private static boolean runs(ServiceProcess replica) {
        return new ServiceClient(replica.url())
                .text("/q/metrics")
                .lines()
                .anyMatch(line -> line.startsWith("freshet_source_state{")
                        && line.contains("source=\"shop\"")
                        && line.endsWith(" 1.0"));
    }

    /** A row that is committed now arrives in every destination: each part is at work again. */
    private void awaitMarker() {
        marker++;
        await("marker " + marker + " is committed")
                .atMost(House.PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    house.stack().mysql().execute("INSERT IGNORE INTO shop.markers VALUES (" + marker + ")");
                    return true;
                });
        String where = " WHERE id = " + marker;
        await("marker " + marker + " arrives")
                .atMost(House.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> "1".equals(house.postgresValue("SELECT count(*) FROM shop.markers" + where))
                        && "1".equals(house.postgresValue("SELECT count(*) FROM history.markers" + where))
                        && house.api()
                                        .query("duck", "SELECT count(*) FROM shop.markers" + where)
                                        .rows()
                                        .getFirst()
                                        .get(0)
                                        .asInt()
                                == 1);
    }

    private void finish() {
        workload.close();
        house.awaitEqual("shop", house.postgresSide());
        house.awaitEqual("shop", house.duckdbSide("duck"));
        historyHoldsEveryChangeOnce();
    }

    private void historyHoldsEveryChangeOnce() {
        awaitMarker();
        assertThat(house.postgresValue(
                        "SELECT string_agg(id::text, ',' ORDER BY _freshet_position) FROM history.markers"))
                .isEqualTo(String.join(
                        ",",
                        IntStream.rangeClosed(1, marker)
                                .mapToObj(Integer::toString)
                                .toList()));
        assertThat(house.postgresValue("SELECT count(*) FROM (SELECT 1 FROM history.orders"
                        + " GROUP BY id, _freshet_position, _freshet_operation HAVING count(*) > 1) twice"))
                .isEqualTo("0");
        assertThat(house.postgresValue(
                        "SELECT count(*) FROM (SELECT DISTINCT ON (id) _freshet_operation AS last FROM history.orders"
                                + " ORDER BY id, _freshet_position DESC) latest WHERE last <> 'd'"))
                .isEqualTo(house.postgresValue("SELECT count(*) FROM shop.orders"));
    }
}
