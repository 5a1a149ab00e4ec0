package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.DefinitionChange.Step.ColumnAdded;
import dev.freshet.event.DefinitionChange.Step.ColumnDropped;
import dev.freshet.event.DefinitionChange.Step.ColumnRenamed;
import dev.freshet.event.DefinitionChange.Step.TableContinued;
import dev.freshet.event.DefinitionChange.Step.TableDropped;
import dev.freshet.event.DefinitionChange.Step.TableRenamed;
import dev.freshet.event.DefinitionChange.Step.TableReplaced;
import dev.freshet.event.DefinitionChange.Step.TableTruncated;
import dev.freshet.event.SourcePosition;
import dev.freshet.event.TableId;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a statement did stands between the rows before and the rows after it, in every partition, once. */
class DefinitionChangesIT {
    private static final int PARTITIONS = 3;
    private static final int ROUNDS = 16;

    private static Stack stack;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() {
        stack = Stack.plan()
                .kafka()
                .registry()
                .mysql()
                .service(ServiceProcess.Settings.of("source-service")
                        .withEnvironment(Map.of("MYSQL_PASSWORD", MySqlServer.PASSWORD)))
                .start();
        registry = new ApicurioRegistry(URI.create(stack.registry().ccompatUrl()));
        run("CREATE DATABASE shop", "CREATE DATABASE hidden");
        for (String table : List.of("columns", "swapped", "renamed", "killed", "gone", "rekeyed")) {
            run("CREATE TABLE shop." + table + " (id INT PRIMARY KEY, name VARCHAR(50))");
            insert(table, 0);
        }
        run("CREATE TABLE hidden.found (id INT PRIMARY KEY)", "INSERT INTO hidden.found VALUES (1)");
        Api api = new Api(stack.sourceService().url());
        Api.Answer created =
                api.post("/api/v1/sources", """
                {"kind":"Source","name":"src","connector":"mysql","host":"127.0.0.1","port":%d,"user":"freshet",
                 "password":"${env:MYSQL_PASSWORD}","tables":["shop\\\\..*"]}
                """.formatted(stack.mysql().port()));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        await(() -> api.state("src").equals("STREAMING"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void columnsAndTruncate() {
        run("ALTER TABLE shop.columns ADD COLUMN c INT DEFAULT 7 FIRST");
        insert("columns(id)", 100);
        run("ALTER TABLE shop.columns RENAME COLUMN c TO `d e`, CHANGE name title VARCHAR(60)");
        insert("columns(id)", 200);
        run("/* app */ ALTER TABLE shop.`columns` DROP COLUMN `d e`", "TRUNCATE shop.columns");
        insert("columns(id)", 300);
        run("CREATE TABLE IF NOT EXISTS shop.columns (id INT PRIMARY KEY)");
        run("ALTER TABLE shop.columns ADD made TIMESTAMP DEFAULT CURRENT_TIMESTAMP");
        insert("columns(id)", 400);
        expect(
                "src.shop.columns",
                50,
                List.of(new ColumnAdded("c")),
                List.of(new ColumnRenamed("c", "d e"), new ColumnRenamed("name", "title")),
                List.of(new ColumnDropped("d e")),
                List.of(new TableTruncated()),
                List.of(new ColumnAdded("made")));
        awaitActivity("rows.changed-silently", "shop.columns", "made");
        awaitActivity("schema.changed", "shop.columns: column c added", "ADD COLUMN c");
        awaitActivity("schema.version", "src.shop.columns: version 2", "compatible", "added column c as int32");
        awaitActivity("schema.version", "src.shop.columns: version 3", "breaking", "dropped column c");
    }

    @Test
    void aSchemaMigrationToolSwapsTables() {
        run(
                "CREATE TABLE shop._swapped_new LIKE shop.swapped",
                "ALTER TABLE shop._swapped_new ADD COLUMN extra VARCHAR(9) DEFAULT 'more'",
                "INSERT INTO shop._swapped_new (id, name) SELECT id, name FROM shop.swapped",
                "RENAME TABLE shop.swapped TO shop._swapped_old, shop._swapped_new TO shop.swapped",
                "DROP TABLE shop._swapped_old");
        insert("swapped(id)", 100);
        List<Topic.Change> changes = expect("src.shop.swapped", 20, List.of(new TableReplaced()));
        assertThat(changes.getLast().value("extra")).isEqualTo("more");
        assertThat(topics()).noneMatch(topic -> topic.contains("_swapped_"));
        assertThat(activities()).noneMatch(of("table.rows-missing", "swapped"));
    }

    @Test
    void tablesAreRenamedAndDropped() {
        run("RENAME TABLE shop.renamed TO shop.other");
        insert("other", 100);
        run("RENAME TABLE hidden.found TO shop.found", "INSERT INTO shop.found VALUES (2)");
        run("DROP TABLE shop.gone", "CREATE TABLE shop.fresh (id INT PRIMARY KEY)", "DROP TABLE shop.fresh");
        expect("src.shop.renamed", 10, List.of(new TableRenamed(new TableId("shop", "other"))));
        expect("src.shop.other", 10, List.of(new TableContinued(new TableId("shop", "renamed"))));
        expect("src.shop.gone", 10, List.of(new TableDropped()));
        expectRows("src.shop.found", "id", 1, 2);
        assertThat(topics()).doesNotContain("src.shop.fresh");
        awaitActivity("table.rows-missing", "shop.found");
    }

    @Test
    void aTableWhoseKeyNoEventBringsIsReadAnew() {
        run("ALTER TABLE shop.rekeyed DROP PRIMARY KEY, ADD uid INT AUTO_INCREMENT PRIMARY KEY");
        run("UPDATE shop.rekeyed SET name = 'after' WHERE uid = 1", "DELETE FROM shop.rekeyed WHERE uid = 2");
        expectRows("src.shop.rekeyed", "uid", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        try (Topic topic = new Topic(stack.kafka().bootstrapServers(), registry, "src.shop.rekeyed")) {
            await(() -> {
                topic.read();
                return stepsOf(topic, 0).contains(List.<Step>of(new Step.SnapshotEnded()));
            });
            assertThat(stepsOf(topic, 0))
                    .isEqualTo(List.of(
                            List.of(new ColumnAdded("uid"), new Step.SnapshotBegun()),
                            List.of(new Step.SnapshotBegun()),
                            List.of(new Step.SnapshotEnded())));
            topic.order.values().forEach(order -> assertThat(order).isSorted());
        }
        awaitActivity("rows.unidentified", "shop.rekeyed", "uid");
        awaitActivity("snapshot.started", "shop.rekeyed");
    }

    /** Rows with these values in a column are there, once or more often. */
    private static void expectRows(String name, String column, Integer... values) {
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

    @Test
    void aKilledServiceLeavesEachBoundaryOnce() throws Exception {
        List<List<Step>> expected = new ArrayList<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                run("ALTER TABLE shop.killed ADD c" + i + " INT");
                insert("killed(id)", 100 + i * 10);
                run(
                        "CREATE TABLE shop._killed_new LIKE shop.killed",
                        "RENAME TABLE shop.killed TO shop._killed_old, shop._killed_new TO shop.killed",
                        "DROP TABLE shop._killed_old");
            }
        });
        for (int i = 0; i < ROUNDS; i++) {
            expected.add(List.of(new ColumnAdded("c" + i)));
            expected.add(List.of(new TableReplaced()));
        }
        await(() -> topics().contains("src.shop.killed"));
        stack.sourceService().process().killAndRestart();
        writer.join();
        insert("killed(id)", 10);
        expectAll("src.shop.killed", 10 + 10 * ROUNDS + 10, expected);
    }

    @SafeVarargs
    private static List<Topic.Change> expect(String topic, int rows, List<? extends Step>... steps) {
        return expectAll(topic, rows, List.of(steps));
    }

    private static List<Topic.Change> expectAll(String name, int rows, List<? extends List<? extends Step>> steps) {
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

    private static List<List<Step>> stepsOf(Topic topic, int partition) {
        return topic.boundaries.stream()
                .filter(boundary -> boundary.partition() == partition)
                .map(boundary -> boundary.change().steps())
                .toList();
    }

    private static void awaitActivity(String... words) {
        await(() -> activities().stream().anyMatch(of(words)));
    }

    private static Predicate<String> of(String... words) {
        return text -> List.of(words).stream().allMatch(text::contains);
    }

    private static List<String> activities() {
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

    private static Set<String> topics() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return consumer.listTopics().keySet();
        }
    }

    private static KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** Ten rows, so that all partitions have some. */
    private static void insert(String table, int first) {
        boolean all = !table.contains("(");
        run("INSERT INTO shop." + table + " VALUES "
                + IntStream.range(first, first + 10)
                        .mapToObj(id -> all ? "(" + id + ",'row')" : "(" + id + ")")
                        .collect(Collectors.joining(",")));
    }

    private static void run(String... statements) {
        stack.mysql().execute(statements);
    }
}
