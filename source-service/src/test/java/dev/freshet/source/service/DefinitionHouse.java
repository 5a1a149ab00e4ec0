package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.SourcePosition;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The service on real parts, and what tests of definition changes ask of its topics. */
record DefinitionHouse(Stack stack, SchemaRegistry registry, Api api) implements AutoCloseable {
    private static final int PARTITIONS = 3;

    static DefinitionHouse open(String... mysqlFlags) {
        Stack stack = Stack.plan()
                .kafka()
                .registry()
                .mysql(mysqlFlags)
                .service(ServiceProcess.Settings.of("source-service")
                        .withEnvironment(Map.of("MYSQL_PASSWORD", MySqlServer.PASSWORD)))
                .start();
        return new DefinitionHouse(
                stack,
                new ApicurioRegistry(URI.create(stack.registry().ccompatUrl())),
                new Api(stack.sourceService().url()));
    }

    /** @param what the fields that say what it captures, as JSON */
    void capture(String name, String what) {
        Api.Answer created =
                api.post("/api/v1/sources", """
                {"kind":"Source","name":"%s","connector":"mysql","host":"127.0.0.1","port":%d,"user":"freshet",
                 "password":"${env:MYSQL_PASSWORD}",%s}
                """.formatted(name, stack.mysql().port(), what));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        await(() -> api.state(name).equals("STREAMING"));
    }

    @SafeVarargs
    final List<Topic.Change> expect(String topic, int rows, List<? extends Step>... steps) {
        return expectAll(topic, rows, List.of(steps));
    }

    /** Rows and boundaries of the topic are these, once, in order, each boundary in every partition. */
    List<Topic.Change> expectAll(String name, int rows, List<? extends List<? extends Step>> steps) {
        await(() -> topics().contains(name));
        try (Topic topic = new Topic(stack.kafka().bootstrapServers(), registry, name)) {
            await(() -> {
                topic.read();
                return topic.changes.size() >= rows && topic.boundaries.size() >= steps.size() * PARTITIONS;
            });
            assertThat(topic.changes).hasSize(rows);
            assertThat(topic.duplicates()).isZero();
            IntStream.range(0, PARTITIONS).forEach(partition -> {
                assertThat(stepsOf(topic, partition)).isEqualTo(steps);
                List<SourcePosition> order = topic.order.getOrDefault(partition, List.of());
                assertThat(order).isSorted();
            });
            Set<SourcePosition> rowsAt =
                    topic.changes.stream().map(row -> row.stamp().position()).collect(Collectors.toSet());
            assertThat(topic.boundaries)
                    .allSatisfy(boundary ->
                            assertThat(rowsAt).doesNotContain(boundary.stamp().position()))
                    .allSatisfy(boundary ->
                            assertThat(boundary.change().partitions()).isEqualTo(PARTITIONS));
            return topic.changes.stream()
                    .sorted((a, b) -> a.stamp().position().compareTo(b.stamp().position()))
                    .toList();
        }
    }

    /** Rows with these values in a column are there, once or more often. */
    void expectRows(String name, String column, Integer... values) {
        await(() -> topics().contains(name));
        try (Topic topic = new Topic(stack.kafka().bootstrapServers(), registry, name)) {
            await(() -> {
                topic.read();
                return topic.changes.stream()
                        .filter(change -> change.columns().contains(column))
                        .map(change -> change.value(column))
                        .collect(Collectors.toSet())
                        .containsAll(Set.of(values));
            });
        }
    }

    /** Boundaries of the topic are these, in order among rows that do not matter. */
    @SafeVarargs
    final void expectSteps(String name, List<? extends Step>... steps) {
        await(() -> topics().contains(name));
        try (Topic topic = new Topic(stack.kafka().bootstrapServers(), registry, name)) {
            await(() -> {
                topic.read();
                return topic.boundaries.size() >= steps.length * PARTITIONS;
            });
            IntStream.range(0, PARTITIONS).forEach(partition -> {
                assertThat(stepsOf(topic, partition)).isEqualTo(List.of(steps));
                assertThat(topic.order.getOrDefault(partition, List.of())).isSorted();
            });
        }
    }

    private static List<List<Step>> stepsOf(Topic topic, int partition) {
        return topic.boundaries.stream()
                .filter(boundary -> boundary.partition() == partition)
                .map(boundary -> boundary.change().steps())
                .toList();
    }

    void awaitActivity(String... words) {
        await(() -> activities().stream().anyMatch(of(words)));
    }

    static Predicate<String> of(String... words) {
        return text -> List.of(words).stream().allMatch(text::contains);
    }

    List<String> activities() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor("freshet.activity").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> texts = new ArrayList<>();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> texts.add(record.value()));
            }
            return texts;
        }
    }

    Set<String> topics() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return consumer.listTopics().keySet();
        }
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Ten rows, so that all partitions have some. */
    void insert(String table, int first) {
        boolean all = !table.contains("(");
        run("INSERT INTO " + table + " VALUES "
                + IntStream.range(first, first + 10)
                        .mapToObj(id -> all ? "(" + id + ",'row')" : "(" + id + ")")
                        .collect(Collectors.joining(",")));
    }

    /** In one session. */
    void run(String... statements) {
        stack.mysql().execute(statements);
    }

    @Override
    public void close() {
        stack.close();
    }
}
