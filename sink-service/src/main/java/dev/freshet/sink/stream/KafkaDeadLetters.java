package dev.freshet.sink.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.event.EventStamp;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.deadletter.DeadLetter;
import dev.freshet.sink.deadletter.DeadLetters;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topic {@code freshet.dead-letters.<pipeline>}, created with the first letter: untouched bytes, and headers that say why. */
public final class KafkaDeadLetters implements DeadLetters {
    private static final String TOPIC = "freshet.dead-letters.";
    private static final String ERROR = "freshet.error.";
    private static final Duration RETENTION = Duration.ofDays(30);

    private final KafkaSettings settings;
    private final String pipeline;
    private final Clock clock;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    public KafkaDeadLetters(KafkaSettings settings, String pipeline, Clock clock) {
        this.settings = settings;
        this.pipeline = pipeline;
        this.clock = clock;
    }

    @Override
    public void store(List<DeadLetter> letters) {
        try {
            KafkaProducer<byte[], byte[]> open = producer();
            List<Future<?>> sent = new ArrayList<>();
            letters.forEach(letter -> sent.add(open.send(record(letter))));
            open.flush();
            for (Future<?> future : sent) {
                future.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new Unavailable("dead letters cannot be written to " + topic() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopped while dead letters were written", e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() throws ExecutionException, InterruptedException {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            createTopic();
            open = new KafkaProducer<>(
                    settings.deadLetterProducer(pipeline), new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private void createTopic() throws ExecutionException, InterruptedException {
        NewTopic topic = new NewTopic(topic(), Optional.of(1), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, String.valueOf(RETENTION.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(KafkaSettings.MAX_LETTER)));
        try (Admin admin = Admin.create(settings.admin())) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        Arrival arrival = letter.arrival();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(), arrival.key(), arrival.value());
        Headers headers = record.headers();
        arrival.headers().forEach(header -> headers.add(header.name(), header.value()));
        EventStamp stamp = arrival.stamp();
        if (stamp != null) {
            headers.add(EventStamp.HEADER, stamp.toBytes());
            add(headers, "position", stamp.position().text());
        }
        add(headers, "topic", letter.topic());
        add(headers, "partition", String.valueOf(arrival.partition()));
        add(headers, "offset", String.valueOf(arrival.offset()));
        add(headers, "stage", letter.stage().name().toLowerCase(Locale.ROOT));
        add(headers, "cause", letter.cause());
        add(headers, "mend", letter.mend());
        add(headers, "at", clock.instant().toString());
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(ERROR + name, value.getBytes(UTF_8));
    }

    private String topic() {
        return TOPIC + pipeline;
    }

    @Override
    public void close() {
        KafkaProducer<byte[], byte[]> open = producer;
        if (open != null) {
            open.close(Duration.ofSeconds(2));
        }
    }
}
