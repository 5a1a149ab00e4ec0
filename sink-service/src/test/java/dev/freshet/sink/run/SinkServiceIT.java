package dev.freshet.sink.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The service as it is shipped, on a real Kafka and Apicurio, into a DuckDB file; says what a row costs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkServiceIT {
    private static final int ROWS = Integer.getInteger("sink.rows", 100_000);
    private static final String TOPIC = "shop.shop.orders";

    private final Stack stack = Stack.plan()
            .kafka()
            .registry()
            .service(ServiceProcess.Settings.of("sink-service").withHeap("256m"))
            .start();
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void declare() throws Exception {
        SourceSpec spec =
                new DatabaseSourceSpec("mysql", "127.0.0.1", 3306, "u", "${env:PW}", List.of(), List.of(), Map.of());
        Resource<SourceSpec> source =
                new Resource<>(new ResourceId(Kind.SOURCE, "shop"), 1, false, 0, Instant.now(), Instant.now(), spec);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] value = new ResourceJson().toLog(source);
            producer.send(new ProducerRecord<>("freshet.resources", "source/shop".getBytes(UTF_8), value))
                    .get();
        }
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
        String file = stack.run().data().resolve("analytics.duckdb").toString();
        assertThat(post("destinations", """
                {"name": "local", "connector": "duckdb", "path": "%s"}
                """.formatted(file)).statusCode()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void rowsAreQueryableAndTheStatusTellsOfThem() throws Exception {
        try (ShopTopic shop = new ShopTopic(
                TOPIC, kafka, new ApicurioRegistry(URI.create(stack.registry().ccompatUrl())))) {
            for (int id = 0; id < ROWS; id++) {
                shop.upsert(id, "name of customer " + id);
            }
            shop.flush();
            ManagedProcess sink = stack.sinkService().process();
            double cpu = sink.cpuSeconds();
            long start = System.nanoTime();
            HttpResponse<String> created = post("pipelines", """
                    {"name": "shop", "source": "shop", "destination": "local", "tables": ["shop\\\\..*"]}
                    """);
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            await(() -> count().contains("[[" + ROWS + "]]"));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d rows in %.1f s, %.1f CPU-s, %d MB resident%n",
                    ROWS, seconds, sink.cpuSeconds() - cpu, sink.rssBytes() >> 20);

            shop.upsert(ROWS, "one more");
            shop.flush();
            await(() -> count().contains("[[" + (ROWS + 1) + "]]"));
            await(() -> get("/api/v1/pipelines/shop").contains("\"state\":\"STREAMING\""));
            await(() -> get("/api/v1/pipelines/shop").contains("\"rows\":" + (ROWS + 1)));
            System.out.println(get("/api/v1/pipelines/shop"));
            assertThat(get("/q/metrics"))
                    .contains("freshet_rows_total{pipeline=\"shop\",table=\"shop.orders\"")
                    .contains("freshet_latency_seconds_bucket{pipeline=\"shop\",table=\"shop.orders\",le=\"1.0\"");
        }
    }

    @Test
    void queriesCannotWriteAndMistakesAreNamed() throws Exception {
        for (String sql : List.of(
                "DROP TABLE shop.orders",
                "CREATE TABLE t(i INT)",
                "COPY (SELECT 1) TO '/tmp/stolen.csv'",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT 1; DELETE FROM _freshet._freshet_offsets")) {
            HttpResponse<String> refused = query(sql);
            assertThat(refused.statusCode()).as(sql + ": " + refused.body()).isEqualTo(422);
            assertThat(refused.body()).contains("\"field\":\"sql\"").contains("\"mend\"");
        }
        HttpResponse<String> bounded = post("destinations/local/query", """
                {"sql": "SELECT * FROM range(100)", "rows": 3}
                """);
        assertThat(bounded.body())
                .contains("[[0],[1],[2]]")
                .contains("\"truncated\":true")
                .contains("more rows");
        assertThat(post("destinations/absent/query", "{\"sql\": \"SELECT 1\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("destinations", "{\"name\": \"x\", \"connector\": \"duckdb\", \"path\": \"/no/such/dir/x\"}")
                        .body())
                .contains("\"field\":\"path\"");
        assertThat(post("pipelines", "{\"name\": \"x\", \"source\": \"shop\", \"destination\": \"none\"}")
                        .body())
                .contains("\"field\":\"destination\"");
    }

    @Test
    void aPlanThatCannotBeMadeSaysWhy() throws Exception {
        assertThat(post("pipelines", """
                {"name": "plans", "source": "shop", "destination": "local", "tables": ["shop\\\\.planned"]}
                """).statusCode()).isEqualTo(201);
        mistake("{\"statement\": ", 400, "line 1, column 15");
        mistake("[1]", 422, "not an object");
        mistake("{}", 422, "\"field\":\"statement\"");
        mistake("{\"statement\": 5}", 422, "must be text");
        mistake("{\"statement\": \"DROP TABLE a.b\", \"databse\": \"a\"}", 422, "\"field\":\"databse\"");
        mistake("{\"statement\": \"ALTER TABEL a.b ADD c INT\"}", 422, "\"field\":\"statement\"");
        mistake("{\"statement\": \"SELECT 1\"}", 422, "about no table");
        mistake("{\"statement\": \"DROP TABLE a.b; ALTER TABLE c ADD d INT\"}", 422, "\"field\":\"database\"");
        HttpResponse<String> unknown =
                post("pipelines/absent/schema-changes/plan", "{\"statement\": \"DROP TABLE a.b\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("plans");
        HttpResponse<String> plan = post(
                "pipelines/plans/schema-changes/plan",
                "{\"statement\": \"ALTER TABLE planned ADD c INT; DROP TABLE other.t\", \"database\": \"shop\"}");
        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        assertThat(plan.body())
                .contains(
                        "\"blocks\":false",
                        "\"source\":\"shop.planned\"",
                        "has no such table",
                        "does not take the table");
    }

    private void mistake(String body, int status, String words) throws Exception {
        HttpResponse<String> refused = post("pipelines/plans/schema-changes/plan", body);
        assertThat(refused.statusCode()).as(body + ": " + refused.body()).isEqualTo(status);
        assertThat(refused.body()).contains(words).doesNotContain("Exception");
    }

    private String count() throws IOException, InterruptedException {
        return query("SELECT count(*) FROM shop.orders").body();
    }

    private HttpResponse<String> query(String sql) throws IOException, InterruptedException {
        return post("destinations/local/query", "{\"sql\": \"" + sql + "\"}");
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url("/api/v1/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private URI url(String path) {
        return stack.sinkService().url().resolve(path);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }
}
