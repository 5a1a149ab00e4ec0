package dev.freshet.source.intake;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.registry.SubjectRegistry;
import dev.freshet.source.body.Event;
import dev.freshet.source.publish.EventPublisher;
import dev.freshet.source.publish.HeaderFollower;
import dev.freshet.source.publish.Topics;
import dev.freshet.source.stream.Agreement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of any stream, from any thread, and answers when they are in Kafka. What waits is bounded; when Kafka is away it is said at
 * once. Every replica has one, under a transactional id of its own.
 */
public final class Intake implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(8);
    /** What an event takes in memory beside its bytes. */
    private static final int OVERHEAD = 256;

    private final Tuning tuning;
    private final Kafka kafka;
    private final Supplier<String> suffixes;
    private final Clock clock;
    private final AtomicLong inFlight;
    private final HeaderFollower ids;
    private final SchemaKeeper schemas;
    private final Committer committer;
    /** Bytes of bodies that are being read or are not answered yet. */
    private final AtomicLong bodies = new AtomicLong();

    private final BlockingQueue<Submission> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("event-intake").unstarted(this::loop);
    private volatile @Nullable String down = "this replica is starting";
    private volatile boolean closed;

    /**
     * @param replica       what the transactional id is made from: the same after a restart, another one for each replica
     * @param inFlightBytes of events that wait, and of bodies that are read, each at most
     * @param batchEvents   of one transaction, about
     */
    public record Tuning(String replica, long inFlightBytes, int batchEvents, Duration transactionTimeout) {}

    /** How Kafka is reached. */
    public record Kafka(Map<String, Object> connection, Topics topics) {}

    /** What it tells and what it is told by. */
    public record Surroundings(
            EventsSources sources,
            HeaderFollower ids,
            SubjectRegistry registry,
            IntakeMeters meters,
            dev.freshet.control.state.Reports reports,
            Clock clock) {}

    /**
     * @param inFlight counts the bytes that wait
     * @param suffixes for a transactional id that somebody else uses too: each another one
     */
    public Intake(Tuning tuning, Kafka kafka, AtomicLong inFlight, Supplier<String> suffixes, Surroundings with) {
        this.tuning = tuning;
        this.kafka = kafka;
        this.suffixes = suffixes;
        this.clock = with.clock();
        this.inFlight = inFlight;
        this.ids = with.ids();
        this.schemas = new SchemaKeeper(
                new SchemaKeeper.Tools(new Agreement(with.registry()), kafka.topics(), with.reports(), with.clock()),
                with.sources()::streams,
                queue::add);
        this.committer = new Committer(
                new RecordEncoder(with.registry(), RecordEncoder.Nulls.KEPT),
                schemas,
                stream -> ids.caughtUp(stream.topic().name()),
                with.meters(),
                with.clock());
    }

    public void start() {
        thread.start();
    }

    /**
     * Room in memory for a body that is about to be read.
     *
     * @return gives the room back; empty: there is none now
     */
    public Optional<Runnable> roomFor(int bytes) {
        if (bodies.addAndGet(bytes) > tuning.inFlightBytes()) {
            bodies.addAndGet(-bytes);
            return Optional.empty();
        }
        return Optional.of(() -> bodies.addAndGet(-bytes));
    }

    /**
     * Takes one request's events.
     *
     * @param bytes         of the request's body
     * @param receivedNanos by {@link System#nanoTime}, for the meters
     */
    public CompletionStage<Outcome> submit(OpenStream stream, List<Event> events, int bytes, long receivedNanos) {
        String away = closed ? "this replica is being stopped" : down;
        if (away != null) {
            return CompletableFuture.completedFuture(new Outcome.Unavailable(away, false, PAUSE.multipliedBy(2)));
        }
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.Stored(0, 0));
        }
        long weight = bytes + (long) events.size() * OVERHEAD;
        if (inFlight.addAndGet(weight) > tuning.inFlightBytes()) {
            inFlight.addAndGet(-weight);
            return CompletableFuture.completedFuture(new Outcome.Busy());
        }
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        CompletionStage<Outcome> answered = answer.whenComplete((outcome, failure) -> inFlight.addAndGet(-weight));
        Instant received = clock.instant();
        queue.add(new Submission(stream, events, bytes, weight, received, receivedNanos, answer));
        return answered;
    }

    /**
     * Whether events of this source are taken now.
     *
     * @throws RuntimeException why not
     */
    public void check(String source) {
        String away = down;
        if (away != null) {
            throw new KafkaException(away);
        }
        schemas.throwTrouble(source);
    }

    private void loop() {
        String id = tuning.replica();
        EventPublisher publisher = null;
        while (!closed || !queue.isEmpty()) {
            try {
                if (publisher == null) {
                    publisher = EventPublisher.open(
                            kafka.connection(), kafka.topics(), "freshet-events-" + id, tuning.transactionTimeout());
                    ids.lookAgain();
                    down = null;
                }
                List<Submission> batch = take();
                if (!batch.isEmpty()) {
                    committer.commit(batch, publisher);
                }
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                // any replica may write: another id will do, and nobody is in anybody's way
                id = tuning.replica() + "-" + suffixes.get();
                LOG.warnf("another process uses this replica's transactional id; going on as freshet-events-%s", id);
                publisher = closed(publisher, "a commit was fenced off");
            } catch (RuntimeException e) {
                LOG.warnf(e, "events cannot be written to Kafka now; next try in %s", PAUSE);
                publisher = closed(publisher, "Kafka does not answer");
                pause();
            }
        }
        if (publisher != null) {
            publisher.close();
        }
        refuseAll("this replica is being stopped");
    }

    private @Nullable EventPublisher closed(@Nullable EventPublisher publisher, String why) {
        down = why;
        refuseAll(why);
        if (publisher != null) {
            publisher.close();
        }
        return null;
    }

    private void refuseAll(String why) {
        for (Submission each = queue.poll(); each != null; each = queue.poll()) {
            each.answer().complete(new Outcome.Unavailable(why, false, PAUSE.multipliedBy(2)));
        }
    }

    /** All that waits, up to a transaction's fill; empty when nothing comes for a while. */
    private List<Submission> take() {
        List<Submission> batch = new ArrayList<>();
        try {
            Submission next = queue.poll(100, TimeUnit.MILLISECONDS);
            int events = 0;
            while (next != null) {
                batch.add(next);
                events += next.events().size();
                next = events < tuning.batchEvents() ? queue.poll() : null;
            }
        } catch (InterruptedException e) {
            closed = true;
        }
        return batch;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Writes what waits, then takes no more. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        schemas.close();
    }
}
