package dev.freshet.transform.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import dev.freshet.transform.apply.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The service as it is shipped, on a real Kafka and Apicurio: two replicas, one of them killed; says what a row costs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransformServiceIT {
    private static final int ROWS = Integer.getInteger("transform.rows", 60_000);
    private static final int PARTITIONS = 3;

    private final Stack stack = Stack.plan().kafka().registry().transforms().start();
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Shop shop =
            new Shop(new ApicurioRegistry(URI.create(stack.registry().ccompatUrl())));

    @BeforeAll
    void declareTheSource() throws Exception {
        DatabaseSourceSpec spec =
                new DatabaseSourceSpec("mysql", "127.0.0.1", 3306, "u", "${env:PW}", List.of(), List.of(), Map.of());
        Resource<DatabaseSourceSpec> source =
                new Resource<>(new ResourceId(Kind.SOURCE, "shop"), 1, false, 0, Instant.now(), Instant.now(), spec);
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
                Admin admin = Admin.create(kafka)) {
            producer.send(new ProducerRecord<>(
                            "freshet.resources", "source/shop".getBytes(UTF_8), new ResourceJson().toLog(source)))
                    .get();
            admin.createTopics(List.of(new NewTopic(Shop.TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        publish(0, ROWS);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    private void publish(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int id = from; id < to; id++) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                        Shop.TOPIC,
                        shop.key(id),
                        shop.event("u", Shop.order(id, "new", 1.0 + id % 2), Shop.order(id, "paid", 1.0 + id % 2)));
                SourcePosition position = new SourcePosition(0, 1, id, 0);
                record.headers()
                        .add(EventStamp.HEADER, new EventStamp(position, System.currentTimeMillis() * 1_000).toBytes());
                producer.send(record, null);
            }
            producer.flush();
        }
    }

    @Test
    void everyRowArrivesOnceAlsoWhenReplicasComeAndDie() throws Exception {
        ManagedProcess service = stack.transformService().process();
        double cpu = service.cpuSeconds();
        long start = System.nanoTime();
        HttpResponse<String> created = post("transforms", """
                {"name": "clean", "inputs": ["shop.shop.orders"],
                 "sql": "SELECT id, UPPER(status) AS status, total * 1.19 AS gross, MASK(mail, 4) AS mail FROM orders WHERE total > 0"}
                """);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        await(() -> committed("clean") == ROWS);
        System.out.printf(
                "%d rows in %.1f s, %.1f CPU-s, %d MB resident%n",
                ROWS, (System.nanoTime() - start) / 1e9, service.cpuSeconds() - cpu, service.rssBytes() >> 20);

        ServiceProcess second =
                stack.addService(ServiceProcess.Settings.of("transform-service").named("transform-two"));
        publish(ROWS, 2 * ROWS);
        await(() -> committed("clean") > ROWS);
        second.process().kill();
        publish(2 * ROWS, 3 * ROWS);
        await(() -> committed("clean") == 3L * ROWS);

        Map<Integer, Integer> places = new HashMap<>();
        read(Shop.TOPIC).forEach(record -> places.put(id(record), record.partition()));
        Set<Integer> seen = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : read("clean.orders")) {
            assertThat(seen.add(id(record))).as("row %d comes once", id(record)).isTrue();
            assertThat(record.partition()).isEqualTo(places.get(id(record)));
        }
        assertThat(seen).hasSize(3 * ROWS);
        assertThat(get("/q/metrics")).contains("freshet_transform_records_out_total{transform=\"clean\"");
        assertThat(get("/api/v1/transforms/clean/versions")).contains("\"generation\":1");
        await(() -> get("/api/v1/transforms/clean").contains("\"state\":\"STREAMING\""));
    }

    @Test
    void theSubjectsOfTheOutputAreUnderARule() throws Exception {
        assertThat(post("transforms", """
                        {"name": "ruled", "inputs": ["shop.shop.orders"], "sql": "SELECT id FROM orders"}
                        """).statusCode()).isEqualTo(201);
        await(() -> committed("ruled") > 0);
        HttpResponse<String> rule = http.send(
                HttpRequest.newBuilder(URI.create(stack.registry().ccompatUrl() + "/config/ruled.orders-value"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(rule.body()).contains("BACKWARD");
    }

    private static int id(ConsumerRecord<byte[], byte[]> record) {
        return (int)
                EventStamp.of(record.headers().lastHeader(EventStamp.HEADER).value())
                        .position()
                        .offset();
    }

    /** Offsets of the group: how many records it has read. The input's topic was written without transactions. */
    private long committed(String transform) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            return admin
                    .listConsumerGroupOffsets("freshet-transform-" + transform)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            // the broker makes the topic of groups when the first one asks, and is slow to answer meanwhile
            if (e.getCause() instanceof RetriableException) {
                return -1;
            }
            throw e;
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 50_000);
        List<ConsumerRecord<byte[], byte[]>> all = new java.util.ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
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
        return stack.transformService().url().resolve(path);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(180).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }
}
