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
import dev.freshet.control.resource.TableKeys;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.state.Status;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.sink.apply.DecoderCache;
import dev.freshet.sink.destination.Destination;
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
import org.junit.jupiter.api.TestInstance;

/** Pipelines on a real Kafka into memory, and what tests of them share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PipelineBench {
    final Stack stack = Stack.plan().kafka().start();
    final Map<String, Object> kafka = Map.of("bootstrap.servers", stack.kafka().bootstrapServers());
    final Registry registry = new Registry();
    final InMemoryDestination destination = new InMemoryDestination();
    final List<Activity> activities = new CopyOnWriteArrayList<>();
    final List<PipelineRun> runs = new ArrayList<>();
    final Figures figures = new Figures();

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

    PipelineRun start(String name, String tables, PipelineSpec.Mode mode) {
        PipelineSpec spec = new PipelineSpec(
                "shop",
                List.of(tables),
                "memory",
                mode,
                PipelineSpec.Deletes.HARD,
                "${database}",
                "${table}",
                Flush.DEFAULT,
                SchemaChanges.DEFAULT,
                TableKeys.NONE);
        DestinationSpec memory = new DestinationSpec("memory", null, null, null, null, null, null, Map.of());
        PipelineJob job =
                new PipelineJob(resource(Kind.PIPELINE, name, spec), resource(Kind.DESTINATION, "memory", memory));
        PipelineRun run = new PipelineRun(job, parts(), () -> 1 << 20);
        runs.add(run);
        run.start();
        return run;
    }

    static <S extends Spec> Resource<S> resource(Kind kind, String name, S spec) {
        return new Resource<>(new ResourceId(kind, name), 1, false, 0, Instant.EPOCH, Instant.EPOCH, spec);
    }

    Parts parts() {
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

    ShopTopic topic(String table) throws Exception {
        String topic = "shop.shop." + table;
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(ShopTopic.PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
        return new ShopTopic(topic, kafka, registry);
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
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

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Of a table that has no figures yet: -1. */
    long lag(String pipeline, String table) {
        TableSnapshot snapshot = figures.of(pipeline).tables(micros()).get(table);
        return snapshot == null ? -1 : snapshot.lag();
    }

    static long micros() {
        return System.currentTimeMillis() * 1000;
    }

    static void await(BooleanSupplier condition) {
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
    static final class Registry implements SchemaRegistry {
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
