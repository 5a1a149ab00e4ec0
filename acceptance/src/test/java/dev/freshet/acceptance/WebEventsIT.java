package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freshet.local.client.Resource.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of a website arrive in real destinations, each once, whatever dies on the way. */
class WebEventsIT {
    private static final int CLIENTS = 4;
    private static final int BATCH = 5;

    private static House house;

    @BeforeAll
    static void openTheHouse() {
        house = House.shared();
        house.apply("""
                kind: Source
                name: web
                connector: events
                writeKeys: ${env:WEB_KEY}
                streams:
                  clicks: {id: event_id, time: occurred_at, deduplication: 5m}
                  carts: {key: customer}
                """);
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", "web", "pg", "");
        house.pipeline("to-duck", "web", "duck", "");
        house.awaitState(Kind.SOURCE, "web", "STREAMING");
    }

    @AfterAll
    static void closeIt() {
        house.close();
    }

    @Test
    void whatWasAnsweredIsThereOnceThoughTheServiceIsKilledUnderLoad() throws InterruptedException {
        List<Client> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            clients.add(new Client(number));
        }
        clients.forEach(Client::start);
        for (int kill = 0; kill < 3; kill++) {
            int before = done(clients);
            await("the clients go on").atMost(House.PATIENCE).until(() -> done(clients) > before + 40);
            house.stack().sourceService().process().killAndRestart();
        }
        int before = done(clients);
        await("the clients go on").atMost(House.PATIENCE).until(() -> done(clients) > before + 40);
        for (Client client : clients) {
            client.finish();
        }
        String events = Integer.toString(done(clients) * BATCH);
        awaitBoth("SELECT count(*) || ' ' || count(DISTINCT event_id) FROM events.clicks", events + " " + events);
        awaitBoth(
                "SELECT count(*) FROM events.clicks WHERE late IS NOT NULL AND occurred_at = TIMESTAMPTZ '2026-01-02 03:04:05.678+00'",
                Integer.toString(clients.stream().mapToInt(Client::late).sum() * BATCH));
        for (Client client : clients) {
            awaitBoth(
                    "SELECT items FROM events.carts WHERE customer = " + client.number,
                    Integer.toString(client.done.get()));
        }
        awaitBoth("SELECT count(*) FROM events.carts", Integer.toString(CLIENTS));
    }

    private static int done(List<Client> clients) {
        return clients.stream().mapToInt(client -> client.done.get()).sum();
    }

    private static void awaitBoth(String sql, String expected) {
        await(sql).atMost(House.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(house.postgresValue(sql)).as("PostgreSQL").isEqualTo(expected);
            assertThat(house.api().query("duck", sql).rows().getFirst().get(0).asText())
                    .as("DuckDB")
                    .isEqualTo(expected);
        });
    }

    /** Sends one batch after another, and each until it is answered: every click once by its id, the cart by its key. */
    private static final class Client {
        final int number;
        final AtomicInteger done = new AtomicInteger();
        private final Thread thread = Thread.ofPlatform().unstarted(this::loop);
        private volatile boolean finishing;

        Client(int number) {
            this.number = number;
        }

        void start() {
            thread.start();
        }

        void finish() throws InterruptedException {
            finishing = true;
            thread.join();
        }

        /** Batches with a field that others do not have. */
        int late() {
            return Math.max(0, done.get() - 20);
        }

        private void loop() {
            try (HttpClient http = HttpClient.newHttpClient()) {
                while (!finishing) {
                    int batch = done.get() + 1;
                    untilTaken(http, "clicks", clicks(batch));
                    untilTaken(http, "carts", "{\"customer\": %d, \"items\": %d}".formatted(number, batch));
                    done.set(batch);
                }
            }
        }

        private String clicks(int batch) {
            List<String> clicks = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                String late = batch > 20 ? ", \"late\": " + (number % 2 == 0 ? batch : batch + ".5") : "";
                clicks.add(
                        "{\"event_id\": \"%d-%d-%d\", \"occurred_at\": \"2026-01-02T03:04:05.678Z\", \"page\": \"/%d\"%s}"
                                .formatted(number, batch, i, i, late));
            }
            return clicks.toString();
        }

        private static void untilTaken(HttpClient http, String stream, String body) {
            while (true) {
                URI url = house.stack().sourceService().url().resolve("/api/v1/events/web/" + stream);
                HttpRequest request = HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + House.WRITE_KEY)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                try {
                    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                    if (response.statusCode() == 202) {
                        return;
                    }
                    assertThat(response.statusCode()).as(response.body()).isIn(429, 503);
                } catch (IOException down) {
                    // killed: the same again, until there is an answer
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                LockSupport.parkNanos(50_000_000);
            }
        }
    }
}
