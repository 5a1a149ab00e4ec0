package dev.freshet.source.intake;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.evolution.Wording;
import dev.freshet.registry.RegistryException;
import dev.freshet.source.body.Event;
import dev.freshet.source.publish.Topics;
import dev.freshet.source.stream.Agreement;
import dev.freshet.source.stream.StreamColumns;
import dev.freshet.source.stream.StreamSchema;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Widens streams' schemas to what comes in, on a thread of its own, so that a slow registry holds up only those events that need it. Looks
 * every ten seconds what other replicas have agreed on.
 */
final class SchemaKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SchemaKeeper.class);
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 50;
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Agreement agreement;
    private final Topics topics;
    private final Reports reports;
    private final Clock clock;
    private final Supplier<Collection<OpenStream>> streams;
    private final Consumer<Submission> ready;
    private final Map<String, RuntimeException> troubles = new ConcurrentHashMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stream-schemas").factory());

    /** What it works with. */
    record Tools(Agreement agreement, Topics topics, Reports reports, Clock clock) {}

    /**
     * @param streams all that are open
     * @param ready   takes what fits by now
     */
    SchemaKeeper(Tools tools, Supplier<Collection<OpenStream>> streams, Consumer<Submission> ready) {
        this.agreement = tools.agreement();
        this.topics = tools.topics();
        this.reports = tools.reports();
        this.clock = tools.clock();
        this.streams = streams;
        this.ready = ready;
        worker.scheduleWithFixedDelay(this::refresh, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes room for it and hands it on, or answers it. */
    void makeRoom(Submission submission) {
        try {
            worker.execute(() -> widen(submission, 1));
        } catch (RejectedExecutionException stopping) {
            submission.answer().complete(unavailable("this replica is being stopped"));
        }
    }

    /** Why a source's streams could not be widened, when they could not the last time. */
    void throwTrouble(String source) {
        RuntimeException trouble = troubles.get(source);
        if (trouble != null) {
            throw trouble;
        }
    }

    private void widen(Submission submission, int attempt) {
        OpenStream stream = submission.stream();
        String source = stream.topic().source();
        try {
            StreamSchema schema = stream.schema();
            if (schema == null || !submission.fits(schema.columns())) {
                StreamColumns now = schema == null ? agreement.latest(stream.topic()) : schema.columns();
                StreamColumns wanted = now;
                for (Event event : submission.events()) {
                    wanted = wanted.widened(event, stream.topic().key());
                }
                if (wanted.size() > now.size()
                        && wanted.size() > stream.limits().columns()) {
                    submission.answer().complete(tooManyColumns(stream, now, wanted));
                    return;
                }
                topics.ensure(stream.topic().name());
                adopt(stream, agreement.agree(stream.topic(), wanted));
            }
            troubles.remove(source);
            ready.accept(submission);
        } catch (RegistryException | KafkaException e) {
            LOG.warnf(
                    "source=%s table=%s: the schema cannot be widened: %s",
                    source, stream.topic().table(), e.getMessage());
            if (attempt < ATTEMPTS && !worker.isShutdown()) {
                // another replica was registering too, or the registry is busy
                long pause = ThreadLocalRandom.current().nextLong(PAUSE_MILLIS, 2 * PAUSE_MILLIS) * attempt;
                worker.schedule(() -> widen(submission, attempt + 1), pause, TimeUnit.MILLISECONDS);
                return;
            }
            troubles.put(source, e);
            submission.answer().complete(unavailable("the schema of this stream cannot be asked for or changed now"));
        } catch (RuntimeException e) {
            submission.answer().completeExceptionally(e);
        }
    }

    private static Outcome unavailable(String problem) {
        return new Outcome.Unavailable(problem, false, RETRY_AFTER);
    }

    private static Outcome tooManyColumns(OpenStream stream, StreamColumns now, StreamColumns wanted) {
        String first = wanted.all().get(now.size()).name();
        return new Outcome.Refused(
                first,
                "is a new field, and the stream would have more than "
                        + stream.limits().columns() + " columns",
                "Put what varies into one object, which is one column, or raise limits.columns of the source.");
    }

    private void adopt(OpenStream stream, Agreement.Agreed agreed) {
        stream.schema(agreed.schema());
        List<String> steps = agreed.schema().columns().since(agreed.before()).stream()
                .map(Wording::of)
                .toList();
        if (!steps.isEmpty()) {
            String source = stream.topic().source();
            String table = stream.topic().table();
            LOG.infof("source=%s table=%s: %s", source, table, String.join("; ", steps));
            reports.activity(new Activity(
                    clock.instant(),
                    new ResourceId(Kind.SOURCE, source),
                    "schema.changed",
                    Activity.Severity.INFO,
                    "source " + source + ": the definition changed of " + table + ": " + String.join("; ", steps),
                    Map.of("tables", List.of(table), "steps", steps)));
        }
    }

    private void refresh() {
        for (OpenStream stream : streams.get()) {
            StreamSchema schema = stream.schema();
            if (schema == null || !stream.takeUsed()) {
                continue;
            }
            try {
                if (!agreement.latest(stream.topic()).equals(schema.columns())) {
                    adopt(stream, agreement.agree(stream.topic(), schema.columns()));
                }
            } catch (RuntimeException e) {
                // what we have is registered and good; whether others have more is asked again
                LOG.debugf(
                        e,
                        "topic=%s: the latest schema could not be asked for",
                        stream.topic().name());
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
