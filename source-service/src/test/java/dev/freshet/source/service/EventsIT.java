package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.Operation;
import dev.freshet.event.SourcePosition;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Intake of events by the service as it is shipped, on real Kafka and Apicurio. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventsIT {
    private static final String KEY = "a-key-that-nobody-guesses";
    private static final Map<String, String> SECRETS =
            Map.of("WEB_KEY", KEY, "FRESHET_EVENTS_IN_FLIGHT_BYTES", "262144");
    private static final String ORIGIN = "https://shop.example.com";
    private static final String SOURCE = """
            {"kind": "Source", "name": "web", "connector": "events", "writeKeys": ["${env:WEB_KEY}"],
             "origins": ["https://shop.example.com"],
             "streams": {"clicks": {}, "carts": {"key": "customer", "time": "at"}, "orders": {"id": "event", "deduplication": "1m"},
               "cloud": {"id": ["ce_source", "ce_id"]}, "raced": {}, "odd": {}},
             "limits": {"requestBytes": "64KiB", "eventBytes": "8KiB", "columns": 20}}""";

    private static Stack stack;
    private static Api api;
    private static Sender sender;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() {
        stack = Stack.plan()
                .kafka()
                .registry()
                .service(ServiceProcess.Settings.of("source-service").withEnvironment(SECRETS))
                .start();
        api = new Api(stack.sourceService().url());
        sender = new Sender(api.url(), KEY);
        registry = new ApicurioRegistry(URI.create(stack.registry().ccompatUrl()));
        Api.Answer created = api.post("/api/v1/sources", SOURCE);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        await(() -> api.state("web").equals("STREAMING"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    private static Topic topic(String stream) {
        return new Topic(stack.kafka().bootstrapServers(), registry, "web.events." + stream);
    }

    private static List<Topic.Change> changes(String stream, int count) {
        try (Topic topic = topic(stream)) {
            await(() -> {
                topic.read();
                return topic.changes.size() >= count;
            });
            assertThat(topic.changes).hasSize(count);
            return topic.changes;
        }
    }

    private static void accepted(Sender.Answer answer, int events, int duplicates) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(events);
        assertThat(answer.json().get("duplicates").asInt()).isEqualTo(duplicates);
    }

    @Test
    @Order(1)
    void everyFormOfBodyIsStoredAndWidensTheTable() {
        accepted(sender.json("web/clicks", "{\"page\": \"/a\", \"n\": 1}"), 1, 0);
        accepted(
                sender.json("web/clicks", "[{\"page\": \"/b\", \"n\": 2.5}, {\"page\": \"/c\", \"order-id\": 7}]"),
                2,
                0);
        accepted(sender.send("web/clicks", "application/x-ndjson", "{\"page\":\"/d\"}\n{\"page\":\"/e\"}\n"), 2, 0);
        accepted(
                sender.send(
                        "web/clicks?key=" + KEY,
                        "text/plain;charset=UTF-8",
                        "[{\"n\": \"many\", \"o\": {\"a\": 1}}]",
                        "Origin",
                        ORIGIN),
                1,
                0);
        List<Topic.Change> changes = changes("clicks", 6);
        assertThat(changes)
                .allSatisfy(change -> assertThat(change.row().operation()).isEqualTo(Operation.CREATE));
        Topic.Change last = changes.stream()
                .filter(change -> change.columns().contains("o"))
                .findFirst()
                .orElseThrow();
        assertThat(last.columns()).containsExactly("page", "n", "order-id", "o");
        assertThat(last.value("n")).isEqualTo("many");
        assertThat(last.value("o")).isEqualTo("{\"a\": 1}");
        assertThat(changes.stream().filter(change -> "/b".equals(change.value("page"))))
                .singleElement()
                .satisfies(change -> assertThat(change.value("n")).isEqualTo(2.5));
    }

    @Test
    @Order(2)
    void keyAndTimeAreTheTablesAndPositionsGrow() {
        for (int i = 0; i < 5; i++) {
            accepted(
                    sender.json(
                            "web/carts",
                            "[{\"customer\": 1, \"items\": %d, \"at\": \"2026-01-02T03:04:05Z\"}, {\"customer\": 2, \"items\": %d}]"
                                    .formatted(i, i)),
                    2,
                    0);
        }
        try (Topic topic = topic("carts")) {
            await(() -> {
                topic.read();
                return topic.changes.size() == 10;
            });
            assertThat(topic.state("customer", "items")).isEqualTo(Map.of(1L, 4, 2L, 4));
            Set<SourcePosition> positions = new HashSet<>();
            topic.changes.forEach(change -> positions.add(change.stamp().position()));
            assertThat(positions).as("no two alike").hasSize(10);
            assertThat(topic.changes)
                    .allSatisfy(change -> assertThat(change.value("at")).isInstanceOf(Long.class));
        }
    }

    @Test
    @Order(3)
    void cloudEventsAreReadInAllThreeModes() {
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"t\",\"data\":{\"page\":\"/a\"}}";
        accepted(sender.send("web/cloud", "application/cloudevents+json", event), 1, 0);
        accepted(
                sender.send(
                        "web/cloud",
                        "application/cloudevents-batch+json",
                        "[" + event + "," + event.replace("\"1\"", "\"2\"") + "]"),
                1,
                1);
        accepted(
                sender.send(
                        "web/cloud",
                        "application/json",
                        "{\"page\":\"/b\"}",
                        "ce-specversion",
                        "1.0",
                        "ce-id",
                        "3",
                        "ce-source",
                        "/shop",
                        "ce-type",
                        "t"),
                1,
                0);
        assertThat(changes("cloud", 3))
                .extracting(change -> change.value("ce_id"))
                .containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    @Order(4)
    void aRequestWithOneWrongEventIsRefusedWholeWithThePlace() {
        refused(sender.json("web/odd", "[{\"a\": 1}, {\"a\": 2}, 5]"), 422, "[2]");
        refused(sender.json("web/odd", "[{\"a\": 1}, {\"a\" 2}]"), 422, "[1], line 1");
        refused(sender.send("web/odd", "application/x-ndjson", "{\"a\": 1}\n{\"a\": 2}\nnonsense"), 422, "line 3");
        refused(sender.json("web/carts", "[{\"customer\": 1}, {\"items\": 1}]"), 422, "[1].customer");
        refused(sender.json("web/odd", "[{\"ab\": 1, \"AB\": 2}]"), 422, "[0].AB");
        String many = String.join(
                ",", IntStream.range(0, 21).mapToObj(i -> "\"c" + i + "\":1").toList());
        refused(sender.json("web/odd", "{" + many + "}"), 422, "");
        refused(sender.json("web/odd", "[{\"a\":1},{\"a\":\"" + "x".repeat(9_000) + "\"}]"), 413, "[1]");
        refused(sender.json("web/odd", "{\"a\":\"" + "x".repeat(70_000) + "\"}"), 413, "");
        refused(sender.send("web/odd", "application/xml", "<a/>"), 415, "");
        refused(sender.send("web/odd", "application/json", "{\"a\":1}", "Content-Encoding", "gzip"), 415, "");
        refused(sender.chunked("web/odd", "{\"a\":1}"), 411, "");
        accepted(sender.json("web/odd", "{\"a\": 1}"), 1, 0);
        assertThat(changes("odd", 1)).as("nothing of what was refused").hasSize(1);
        assertThat(metric("freshet_source_intake_rejected_total{", "reason=\"malformed\"", "source=\"web\""))
                .isEqualTo(6);
    }

    private static void refused(Sender.Answer answer, int status, String place) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).contains(place);
        if (!place.isEmpty()) {
            assertThat(answer.json().at("/violations/0/field").asText()).startsWith(place);
            assertThat(answer.json().at("/violations/0/mend").asText()).isNotBlank();
        }
    }

    @Test
    @Order(5)
    void whoMaySendIsAsked() {
        Sender.Answer none = new Sender(api.url(), null).json("web/clicks", "{\"a\":1}");
        Sender.Answer wrong = new Sender(api.url(), "wrong").json("web/clicks", "{\"a\":1}");
        assertThat(none.status()).isEqualTo(401);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).as("without telling which").isEqualTo(none.body());
        assertThat(new Sender(api.url(), "wrong")
                        .json("web/clicks", "{\"a\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .as("the key comes before the body")
                .isEqualTo(401);
        assertThat(sender.json("nobody/clicks", "{\"a\":1}").status()).isEqualTo(404);
        assertThat(sender.json("web/nothing", "{\"a\":1}"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(404))
                .satisfies(answer -> assertThat(answer.body()).contains("clicks"));
        assertThat(new Sender(api.url(), "wrong")
                        .json("web/nothing", "{\"a\":1}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    @Order(6)
    void browsersAreToldWhichPagesMaySend() {
        HttpHeaders allowed = sender.preflight("web/clicks", ORIGIN);
        assertThat(allowed.firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
        assertThat(allowed.firstValue("Access-Control-Allow-Methods")).contains("POST");
        assertThat(allowed.firstValue("Access-Control-Allow-Headers")).contains("authorization,content-type");
        assertThat(sender.preflight("web/clicks", "https://evil.test").firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        Sender.Answer evil = sender.send("web/clicks", "text/plain", "{\"a\":1}", "Origin", "https://evil.test");
        assertThat(evil.status()).isEqualTo(403);
        Sender.Answer malformed = sender.send("web/clicks", "text/plain", "nonsense", "Origin", ORIGIN);
        assertThat(malformed.status()).isEqualTo(422);
        assertThat(malformed.headers().firstValue("Access-Control-Allow-Origin"))
                .as("a page may read what was wrong")
                .contains(ORIGIN);
    }

    @Test
    @Order(6)
    void theScriptForPagesIsServedAndSmall() {
        Api.Answer script = api.get("/api/v1/events/freshet.js");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.body()).contains("sendBeacon", "keepalive").hasSizeLessThanOrEqualTo(2_048);
    }

    @Test
    @Order(7)
    void anIdIsStoredOnceAlsoByAnotherProcess() {
        accepted(sender.json("web/orders", "[{\"event\": \"1\"}, {\"event\": \"2\"}, {\"event\": \"1\"}]"), 2, 1);
        accepted(sender.json("web/orders", "{\"event\": \"2\"}"), 0, 1);
        stack.sourceService().process().killAndRestart();
        await(() -> sender.json("web/orders", "{\"event\": \"3\"}").status() == 202);
        accepted(sender.json("web/orders", "[{\"event\": \"1\"}, {\"event\": \"2\"}, {\"event\": \"3\"}]"), 0, 3);
        changes("orders", 3);
    }

    @Test
    @Order(8)
    void twoReplicasTakeEventsAndAgreeOnOneSchema() {
        ServiceProcess second = stack.addService(ServiceProcess.Settings.of("source-service")
                .named("source-service-2")
                .withEnvironment(SECRETS));
        List<Sender> senders = List.of(sender, new Sender(second.url(), KEY));
        await(() -> senders.get(1).json("web/orders", "{\"event\": \"1\"}").status() == 202);
        accepted(senders.get(1).json("web/orders", "{\"event\": \"2\"}"), 0, 1);
        List<CompletableFuture<Sender.Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                int number = i;
                answers.add(CompletableFuture.supplyAsync(
                        () -> senders.get(number % 2)
                                .json(
                                        "web/raced",
                                        "{\"n\": %d, \"field%d\": 1, \"mixed\": %s}"
                                                .formatted(number, number, number % 2 == 0 ? "1" : "\"text\"")),
                        threads));
            }
        }
        answers.forEach(answer -> accepted(answer.join(), 1, 0));
        assertThat(changes("raced", 16)).extracting(change -> change.value("n")).doesNotHaveDuplicates();
        ApicurioRegistry shared =
                new ApicurioRegistry(URI.create(stack.registry().ccompatUrl()));
        await(() -> {
            String latest =
                    shared.latest("web.events.raced-value").orElseThrow().schema();
            return IntStream.range(0, 16).allMatch(i -> latest.contains("\"field" + i + "\""));
        });
    }

    @Test
    @Order(9)
    void aPausedSourceSaysSoAndAResumedOneTakesEvents() {
        api.post("/api/v1/sources/web/pause", "");
        await(() -> api.state("web").equals("PAUSED"));
        Sender.Answer paused = sender.json("web/clicks", "{\"page\": \"/paused\"}");
        assertThat(paused.status()).isEqualTo(503);
        assertThat(paused.headers().firstValue("Retry-After")).isPresent();
        assertThat(paused.body()).contains("paused");
        api.post("/api/v1/sources/web/resume", "");
        await(() -> sender.json("web/clicks", "{\"page\": \"/resumed\"}").status() == 202);
        await(() -> api.state("web").equals("STREAMING"));
    }

    @Test
    @Order(10)
    void aSpecThatCannotWorkIsRefused() {
        Api.Answer unresolved =
                api.post("/api/v1/sources/validate", SOURCE.replace("${env:WEB_KEY}", "${env:NO_SUCH_KEY}"));
        assertThat(unresolved.status()).as(unresolved.body()).isEqualTo(422);
        assertThat(unresolved.json().at("/violations/0/field").asText()).isEqualTo("writeKeys[0]");
        assertThat(api.post("/api/v1/sources/web/validate", "").status()).isEqualTo(200);
        assertThat(api.get("/api/v1/sources/web").body()).doesNotContain(KEY);
    }

    @Test
    @Order(11)
    void moreThanKafkaTakesIsRefusedForAWhile() {
        String event = "{\"page\": \"" + "x".repeat(5_000) + "\"}";
        String body = "[" + String.join(",", Collections.nCopies(8, event)) + "]";
        List<CompletableFuture<Sender.Answer>> answers = new ArrayList<>();
        stack.kafka().process().suspend();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> sender.json("web/clicks", body), threads));
            }
            await(() -> answers.stream()
                    .anyMatch(answer -> answer.isDone() && answer.join().status() == 429));
            stack.kafka().process().resume();
        }
        assertThat(answers)
                .extracting(CompletableFuture::join)
                .filteredOn(answer -> answer.status() == 429)
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent());
        await(() -> sender.json("web/clicks", body).status() == 202);
    }

    @Test
    @Order(12)
    void whenKafkaIsAwayItIsSaidAndWhenItIsBackEventsAreTaken() {
        stack.kafka().process().kill();
        Sender.Answer[] last = new Sender.Answer[1];
        await(() -> {
            last[0] = sender.json("web/clicks", "{\"page\": \"/away\"}");
            return last[0].status() == 503;
        });
        assertThat(last[0].headers().firstValue("Retry-After")).isPresent();
        stack.kafka().process().start();
        await(() -> sender.json("web/clicks", "{\"page\": \"/back\"}").status() == 202);
    }

    private static double metric(String... parts) {
        return api.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
