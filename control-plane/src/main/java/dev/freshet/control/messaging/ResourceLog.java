package dev.freshet.control.messaging;

import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.store.LogBackedView;
import dev.freshet.control.store.ResourceStore;
import dev.freshet.control.store.ResourceView;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code freshet.resources}, read whole into the view and written to. Not proxied, so that it starts with the channel, not with the first request. */
@Singleton
public class ResourceLog implements ResourceStore {
    private static final Logger LOG = Logger.getLogger(ResourceLog.class);
    static final String CHANNEL = "freshet-resources";

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** How long a record may be on its way through the channel before its absence means a hole. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    private final LogBackedView view;
    private final ControlConnection connection;
    private final MutinyEmitter<Record<String, byte[]>> out;
    private final KafkaClientService clients;
    private final ResourceJson json = new ResourceJson();
    private final ReentrantLock changing = new ReentrantLock();

    @Inject
    public ResourceLog(
            LogBackedView view,
            ControlConnection connection,
            @Channel("freshet-resources-out") MutinyEmitter<Record<String, byte[]>> out,
            KafkaClientService clients) {
        this.view = view;
        this.connection = connection;
        this.out = out;
        this.clients = clients;
    }

    @PostConstruct
    void start() {
        connection.start(this::settle);
    }

    @Incoming(CHANNEL)
    @Blocking
    public void read(ConsumerRecord<String, byte[]> record) {
        view.accept(record.key(), record.value(), record.partition(), record.offset());
    }

    @Override
    public ResourceView view() {
        return view;
    }

    @Override
    public <T> T change(Supplier<T> change) {
        takeTurn();
        try {
            catchUp();
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    // while Kafka is away each change takes its timeout: those behind it must not wait for the sum
    private void takeTurn() {
        try {
            if (!changing.tryLock(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ResourceException.Unavailable(
                        "Other changes wait for the resource log, this one was not begun. "
                                + "Check that Kafka answers, then try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceException.Unavailable("Interrupted before the change was begun. Try again.", e);
        }
    }

    @Override
    public void catchUp() {
        try {
            Map<Integer, Long> ends = connection.resourceEnds();
            if (!await(ends)) {
                throw new ResourceException.Unavailable("The resource log was not read to its end within "
                        + TIMEOUT.toSeconds() + " s. Check that Kafka answers, then try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ResourceException.Unavailable("Interrupted while reading the resource log. Try again.", e);
        } catch (ExecutionException | java.util.concurrent.TimeoutException | TimeoutException e) {
            throw new ResourceException.Unavailable(
                    "The resource log cannot be reached. Check that Kafka runs and answers, then try again.", e);
        }
    }

    /** Reading to the end that the log had at the start needs help when that end is a hole. */
    private void settle() {
        while (!view.ready() && !Thread.currentThread().isInterrupted()) {
            try {
                await(connection.resourceEnds());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the service stops
            } catch (ExecutionException | java.util.concurrent.TimeoutException | RuntimeException e) {
                LOG.warnf(
                        "Reading the resource log to its end takes longer: %s. Check that Kafka answers.",
                        e.toString());
            }
        }
    }

    /** Whether the view has seen everything up to these ends, in time. */
    private boolean await(Map<Integer, Long> ends) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            long before = view.records();
            if (view.awaitEnds(ends, ON_ITS_WAY)) {
                return true;
            }
            if (view.records() == before) {
                passHoles();
            }
            if (System.nanoTime() > deadline) {
                return view.awaitEnds(ends, Duration.ZERO);
            }
        }
    }

    /**
     * The last offsets of a partition may hold no record: compaction took it away, or it was a transaction's marker. The consumer
     * stands behind them; what it has fetched before is folded by now, because it had {@link #ON_ITS_WAY} for that.
     */
    private void passHoles() {
        KafkaConsumer<String, byte[]> consumer = clients.getConsumer(CHANNEL);
        if (consumer != null) {
            consumer.getPositions()
                    .await()
                    .atMost(TIMEOUT)
                    .forEach((partition, position) -> view.passed(partition.partition(), position));
        }
    }

    @Override
    public void put(Resource<?> resource) {
        write(resource.id(), json.toLog(resource));
    }

    @Override
    public void delete(ResourceId id) {
        write(id, null);
    }

    private void write(ResourceId id, byte @Nullable [] value) {
        OutgoingMessageMetadata<RecordMetadata> written = new OutgoingMessageMetadata<>();
        try {
            out.sendMessage(Message.of(record(id, value), Metadata.of(written)))
                    .await()
                    .atMost(TIMEOUT);
            RecordMetadata place = written.getResult();
            if (!view.awaitOffset(place.partition(), place.offset(), TIMEOUT)) {
                throw new ResourceException.Unavailable(
                        "The change of %s was written, but not read back within %d s. Look at it again before repeating it."
                                .formatted(id, TIMEOUT.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unconfirmed(id, e);
        } catch (ResourceException e) {
            throw e;
        } catch (TimeoutException | IllegalStateException | org.apache.kafka.common.KafkaException e) {
            throw unconfirmed(id, e);
        }
    }

    // a null value is Kafka's way to delete a key; Record permits it, though it does not say so
    @SuppressWarnings("NullAway")
    private static Record<String, byte[]> record(ResourceId id, byte @Nullable [] value) {
        return Record.of(id.key(), value);
    }

    private static ResourceException unconfirmed(ResourceId id, Exception cause) {
        return new ResourceException.Unavailable(
                "Kafka did not confirm the change of %s within %d s: it may or may not take effect. Check that Kafka answers, look at the %s, and try again."
                        .formatted(id, TIMEOUT.toSeconds(), id.kind().singular()),
                cause);
    }
}
