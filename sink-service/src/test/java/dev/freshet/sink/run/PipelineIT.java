package dev.freshet.sink.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Flush;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SchemaChanges;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.sink.apply.DecoderCache;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationFactory;
import dev.freshet.sink.destination.InMemoryDestination;
import dev.freshet.sink.metrics.Figures;
import dev.freshet.sink.metrics.TableSnapshot;
import dev.freshet.sink.stream.KafkaSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pipelines on a real Kafka, into tables in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
    private final Stack stack = Stack.plan().kafka().start();
    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
    private final Registry registry = new Registry();
    private final InMemoryDestination destination = new InMemoryDestination();
    private final List<Activity> activities = new CopyOnWriteArrayList<>();
    private final List<PipelineRun> runs = new ArrayList<>();
    private final Figures figures = new Figures();

    @AfterEach
    void stop() {
        destination.outage(null);
        destination.refuse(row -> false);
        registry.down = false;
        runs.forEach(PipelineRun::stop);
        runs.clear();
    }

    @AfterAll
    void stopKafka() {
        stack.close();
    }

    @BeforeAll
    static void quiet() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    }

    @Test
    void rowsArriveOnceEachWhateverTheReplayAndDeletesWin() throws Exception {
        try (ShopTopic shop = topic("orders")) {
            for (int id = 0; id < 1000; id++) {
                shop.upsert(id, "first");
            }
            for (int id = 0; id < 1000; id += 2) {
                shop.upsert(id, "second");
            }
            for (int id = 0; id < 100; id++) {
                shop.delete(id);
            }
            shop.flush();
            PipelineRun run = start("once", "shop\\.orders", PipelineSpec.Mode.UPSERT);
            TableName table = new TableName("shop", "orders");
            await(() -> destination.rows(table).size() == 900);
            await(() -> lag("once", "shop.orders") == 0);
            assertThat(destination.rows(table))
                    .allMatch(row -> String.valueOf(row.get("name"))
                            .equals(Long.parseLong(String.valueOf(row.get("id"))) % 2 == 0 ? "second" : "first"));
            await(() -> run.state().runState() == RunState.STREAMING);

            run.stop();
            runs.clear();
            int before = destination.batches();
            shop.upsert(5000, "after a restart");
            shop.flush();
            start("once", "shop\\.orders", PipelineSpec.Mode.UPSERT);
            await(() -> destination.rows(table).size() == 901);
            assertThat(destination.batches() - before)
                    .as("nothing was read twice")
                    .isEqualTo(1);
        }
    }

    @Test
    void aNewColumnAndANewTableJoinByThemselves() throws Exception {
        try (ShopTopic shop = topic("customers")) {
            shop.upsert(1, "Ada");
            shop.flush();
            start("evolving", "shop\\.(customers|late)", PipelineSpec.Mode.UPSERT);
            TableName table = new TableName("shop", "customers");
            await(() -> destination.rows(table).size() == 1);

            shop.columns("name", "email");
            shop.upsert(2, "Bob", "bob@example.com");
            shop.flush();
            await(() -> destination.rows(table).size() == 2);
            assertThat(destination.columns(table)).containsExactlyInAnyOrder("id", "name", "email");
            assertThat(activities).anyMatch(activity -> activity.message().contains("added column email"));

            try (ShopTopic late = topic("late")) {
                late.upsert(1, "x");
                late.flush();
                await(() -> destination.rows(new TableName("shop", "late")).size() == 1);
            }
        }
    }

    @Test
    void whatAStatementProvesComesBetweenTheRowsBeforeAndAfterIt() throws Exception {
        try (ShopTopic shop = topic("defined")) {
            start("defining", "shop\\.defined", PipelineSpec.Mode.UPSERT);
            TableName table = new TableName("shop", "defined");
            for (int round = 0; round < 5; round++) {
                String name = "name" + round;
                shop.columns(name);
                for (int id = 0; id < 200; id++) {
                    shop.upsert(id, "round " + round);
                }
                shop.statement(new Step.ColumnRenamed(name, "name" + (round + 1)));
            }
            shop.flush();
            await(() -> destination.columns(table).contains("name5"));
            assertThat(destination.columns(table)).containsExactly("id", "name5");
            assertThat(destination.rows(table)).hasSize(200).allMatch(row -> "round 4".equals(row.get("name5")));

            shop.columns("name5");
            shop.upsert(1000, "before");
            shop.statement(new Step.TableTruncated());
            shop.upsert(1001, "after");
            shop.flush();
            await(() -> destination.rows(table).size() == 1);
            assertThat(destination.rows(table).getFirst()).containsEntry("name5", "after");
            assertThat(activities).anyMatch(activity -> activity.type().equals("table.truncated"));
        }
    }

    @Test
    void appendKeepsEveryChangeOnceAndInOrder() throws Exception {
        try (ShopTopic shop = topic("history")) {
            start("appending", "shop\\.history", PipelineSpec.Mode.APPEND);
            for (int i = 0; i < 500; i++) {
                shop.upsert(7, "version " + i);
            }
            shop.delete(7);
            shop.flush();
            TableName table = new TableName("shop", "history");
            await(() -> destination.rows(table).size() == 501);
            assertThat(destination.rows(table).get(41)).containsEntry("name", "version 41");
            assertThat(destination.rows(table).getLast()).containsEntry("_freshet_operation", "DELETE");
        }
    }

    @Test
    void badRecordsBecomeDeadLettersAndTheRestGoesOn() throws Exception {
        try (ShopTopic shop = topic("poisoned")) {
            destination.refuse(row -> "unwritable".equals(row.change().values()[1]));
            for (int id = 0; id < 200; id++) {
                shop.upsert(id, id == 77 ? "unwritable" : "fine");
            }
            shop.send(new byte[] {1, 2, 3}, new byte[] {9, 9});
            shop.send(new byte[] {0, 0, 0, 0, 1, 2}, new byte[] {0, 0, 0, 99, 99, 1});
            shop.upsert(200, "fine");
            shop.flush();
            start("poison", "shop\\.poisoned", PipelineSpec.Mode.UPSERT);
            await(() -> destination.rows(new TableName("shop", "poisoned")).size() == 200);
            await(() -> figures.of("poison").deadLetters() == 3);
            List<ConsumerRecord<byte[], byte[]>> letters = read("freshet.dead-letters.poison", 3);
            assertThat(letters)
                    .extracting(letter -> header(letter, "freshet.error.stage"))
                    .containsExactlyInAnyOrder("apply", "decode", "decode");
            assertThat(letters).anySatisfy(letter -> {
                assertThat(letter.value()).containsExactly(9, 9);
                assertThat(header(letter, "freshet.error.topic")).isEqualTo("shop.shop.poisoned");
                assertThat(header(letter, "freshet.error.cause")).contains("wire format");
            });
        }
    }

    @Test
    void anOutageOfTheDestinationIsWaitedOutAndCaughtUp() throws Exception {
        try (ShopTopic shop = topic("outage")) {
            PipelineRun run = start("outage", "shop\\.outage", PipelineSpec.Mode.UPSERT);
            shop.upsert(1, "before");
            shop.flush();
            TableName table = new TableName("shop", "outage");
            await(() -> destination.rows(table).size() == 1);

            destination.outage(new DestinationException.Unavailable("connection refused", "start it", null));
            for (int id = 2; id < 500; id++) {
                shop.upsert(id, "during");
            }
            shop.flush();
            await(() -> run.state().runState() == RunState.RETRYING);
            assertThat(run.state().worst().orElseThrow().getValue().cause()).isEqualTo("connection refused");
            await(() -> figures.of("outage").retries() >= 3);

            destination.outage(null);
            await(() -> destination.rows(table).size() == 499);
            await(() -> run.state().runState() == RunState.STREAMING);
        }
    }

    @Test
    void aSilentRegistryHoldsNewSchemasOnly() throws Exception {
        try (ShopTopic known = topic("known");
                ShopTopic unknown = topic("unknown")) {
            PipelineRun run = start("registry", "shop\\.(un)?known", PipelineSpec.Mode.UPSERT);
            known.upsert(1, "a");
            known.flush();
            TableName table = new TableName("shop", "known");
            await(() -> destination.rows(table).size() == 1);

            unknown.columns("name", "fresh");
            unknown.upsert(1, "a", "b");
            registry.down = true;
            unknown.flush();
            await(() -> run.state().runState() == RunState.RETRYING);
            known.upsert(2, "b");
            known.flush();
            await(() -> destination.rows(table).size() == 2);

            registry.down = false;
            await(() -> destination.rows(new TableName("shop", "unknown")).size() == 1);
            await(() -> run.state().runState() == RunState.STREAMING);
            assertThat(figures.of("registry").deadLetters()).isZero();
        }
    }

    @Test
    void ofTwoReplicasOneHasTheTopicAndTheOtherTakesItOver() throws Exception {
        try (ShopTopic shop = topic("shared")) {
            TableName table = new TableName("shop", "shared");
            PipelineRun one = start("shared", "shop\\.shared", PipelineSpec.Mode.APPEND);
            PipelineRun two = start("shared", "shop\\.shared", PipelineSpec.Mode.APPEND);
            for (int round = 0; round < 20; round++) {
                for (int id = 0; id < 100; id++) {
                    shop.upsert(id, "round " + round);
                }
                shop.flush();
                if (round == 10) {
                    two.stop();
                    runs.remove(two);
                }
            }
            await(() -> destination.rows(table).size() == 2000);
            assertThat(one.alive()).isTrue();
            assertThat(destination.rows(table).stream()
                            .map(row -> row.get("id") + " " + row.get("name"))
                            .distinct())
                    .hasSize(2000);
        }
    }

    private PipelineRun start(String name, String tables, PipelineSpec.Mode mode) {
        PipelineSpec spec = new PipelineSpec(
                "shop",
                List.of(tables),
                "memory",
                mode,
                PipelineSpec.Deletes.HARD,
                "${database}",
                "${table}",
                Flush.DEFAULT,
                SchemaChanges.DEFAULT);
        DestinationSpec memory = new DestinationSpec("memory", null, null, null, null, null, null, Map.of());
        PipelineJob job =
                new PipelineJob(resource(Kind.PIPELINE, name, spec), resource(Kind.DESTINATION, "memory", memory));
        PipelineRun run = new PipelineRun(job, parts(), () -> 1 << 20);
        runs.add(run);
        run.start();
        return run;
    }

    private static <S extends Spec> Resource<S> resource(Kind kind, String name, S spec) {
        return new Resource<>(new ResourceId(kind, name), 1, false, 0, Instant.EPOCH, Instant.EPOCH, spec);
    }

    private Parts parts() {
        DestinationFactory factory = new DestinationFactory() {
            @Override
            public Destination open(String name, DestinationSpec spec) {
                return destination;
            }

            @Override
            public boolean exclusive(DestinationSpec spec) {
                return false;
            }
        };
        Reports reports = new Reports() {
            @Override
            public void status(Status status) {}

            @Override
            public void activity(Activity activity) {
                activities.add(activity);
            }
        };
        return new Parts(
                new KafkaSettings(kafka),
                new DecoderCache(registry),
                new OpenDestinations(factory),
                reports,
                figures,
                "test",
                8 << 20,
                Clock.systemUTC(),
                new Random(7));
    }

    private ShopTopic topic(String table) throws Exception {
        String topic = "shop.shop." + table;
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(ShopTopic.PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        return new ShopTopic(topic, kafka, registry);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Of a table that has no figures yet: -1. */
    private long lag(String pipeline, String table) {
        TableSnapshot snapshot = figures.of(pipeline).tables(micros()).get(table);
        return snapshot == null ? -1 : snapshot.lag();
    }

    private static long micros() {
        return System.currentTimeMillis() * 1000;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("the condition holds within a minute")
                    .isLessThan(deadline);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    /** Ids count up from 1; can be down. */
    private static final class Registry implements SchemaRegistry {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        volatile boolean down;

        @Override
        public synchronized int register(String subject, String schema) {
            if (!texts.contains(schema)) {
                texts.add(schema);
            }
            return texts.indexOf(schema) + 1;
        }

        @Override
        public String schema(int id) {
            if (down) {
                throw new RegistryUnavailableException("the registry does not answer", new java.io.IOException());
            }
            if (id < 1 || id > texts.size()) {
                throw new RegistryException("no schema with id " + id);
            }
            return texts.get(id - 1);
        }
    }
}
