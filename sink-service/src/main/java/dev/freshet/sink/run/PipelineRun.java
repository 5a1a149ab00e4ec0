package dev.freshet.sink.run;

import dev.freshet.control.resource.Flush;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.state.Activity.Severity;
import dev.freshet.control.state.RunState;
import dev.freshet.sink.apply.BatchWriter;
import dev.freshet.sink.batch.FlushPolicy;
import dev.freshet.sink.destination.Cost;
import dev.freshet.sink.metrics.PipelineFigures;
import dev.freshet.sink.metrics.TableSnapshot;
import dev.freshet.sink.route.TargetNames;
import dev.freshet.sink.route.TopicPattern;
import dev.freshet.sink.stream.KafkaDeadLetters;
import dev.freshet.sink.stream.Poller;
import dev.freshet.sink.stream.PollerListener;
import dev.freshet.sink.stream.StreamBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** A running pipeline: its two threads and what they share. */
final class PipelineRun implements PollerListener {
    private static final Logger LOG = Logger.getLogger(PipelineRun.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final PipelineJob job;
    private final Parts parts;
    private final PipelineVoice voice;
    private final PipelineFigures figures;
    private final TargetNames names;
    private final StreamBuffer buffer;
    private final KafkaDeadLetters deadLetters;
    private final OpenDestinations.Lease lease;
    private final Poller poller;
    private final WriterLoop writer;
    private final Flush flush;
    private final long startedMillis;
    private final Thread polling;
    private final Thread writing;

    /** @param capacity bytes of records that may wait */
    PipelineRun(PipelineJob job, Parts parts, LongSupplier capacity) {
        this.job = job;
        this.parts = parts;
        PipelineSpec spec = job.pipeline().spec();
        startedMillis = parts.clock().millis();
        voice = new PipelineVoice(job.pipeline(), parts.reports(), parts.replica(), parts.clock());
        figures = parts.figures().of(job.name());
        names = new TargetNames(spec.source(), spec.schema(), spec.table());
        flush = spec.flush().at(job.destination().spec().connector());
        buffer = new StreamBuffer(
                topic -> FlushPolicy.of(flush.of(names.table(topic).toString()), parts.clock()),
                capacity,
                System::nanoTime);
        deadLetters = new KafkaDeadLetters(parts.kafka(), job.name(), parts.clock());
        lease = parts.destinations()
                .lease(job.destination().id().name(), job.destination().spec());
        poller = new Poller(parts.kafka(), job.name(), TopicPattern.of(spec.source(), spec.tables()), buffer, this);
        writer = new WriterLoop(
                job.name(),
                lease.destination(),
                buffer,
                new BatchWriter(
                        job.name(),
                        spec,
                        parts.decoders(),
                        deadLetters,
                        new ApplyReporter(voice, figures, names, parts.clock()),
                        parts.clock()),
                voice,
                figures,
                parts.random());
        polling = Thread.ofPlatform().daemon().name("poll-" + job.name()).unstarted(poller);
        writing = Thread.ofPlatform().daemon().name("write-" + job.name()).unstarted(writer);
    }

    PipelineJob job() {
        return job;
    }

    void start() {
        LOG.infof(
                "pipeline=%s generation=%d starts: %s -> %s",
                job.name(),
                job.pipeline().generation(),
                job.pipeline().spec().source(),
                job.destination().id());
        polling.start();
        writing.start();
    }

    /** Finishes what is being written; what waits stays in Kafka. */
    void stop() {
        poller.stop();
        writer.stop();
        await(polling);
        await(writing);
        deadLetters.close();
        lease.close();
        LOG.infof("pipeline=%s stopped", job.name());
    }

    private void await(Thread thread) {
        try {
            if (!thread.join(GRACE)) {
                // its transaction, if it ever ends, is fenced by the offsets at the destination
                LOG.warnf("pipeline=%s %s does not end within %s: left to itself", job.name(), thread.getName(), GRACE);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether both threads live; they end only when told to. */
    boolean alive() {
        return polling.isAlive() && writing.isAlive();
    }

    PipelineState state() {
        return voice.state();
    }

    void report() {
        voice.reading(buffer.topics());
        RunState state = voice.state().runState();
        figures.state(state.name());
        Map<String, Object> tables = new LinkedHashMap<>();
        figures.tables(parts.clock().millis() * 1000)
                .forEach((table, one) -> tables.put(
                        table,
                        Map.of(
                                "rows", one.rows(),
                                "lag", one.lag(),
                                "latencyP50Ms", Math.round(one.p50Seconds() * 1000),
                                "latencyP99Ms", Math.round(one.p99Seconds() * 1000),
                                "freshnessSeconds", Math.round(one.freshnessSeconds() * 1000) / 1000.0)));
        Map<String, Object> details = new LinkedHashMap<>(
                Map.of("tables", tables, "deadLetters", figures.deadLetters(), "retries", figures.retries()));
        lease.destination().cost(job.name()).ifPresent(cost -> details.put("cost", cost(cost)));
        voice.status(details);
    }

    private Map<String, Object> cost(Cost cost) {
        long skipped = skipped();
        figures.cost(cost, skipped);
        return Map.of(
                "flushes", cost.flushes(),
                "earlyFlushes", figures.early(),
                "skippedFlushes", skipped,
                "stagedBytes", cost.stagedBytes(),
                "warehouseResumes", cost.resumes(),
                "estimatedWarehouseSeconds", Math.round(cost.awakeSeconds()),
                "estimatedCredits", Math.round(cost.credits() * 10_000) / 10_000.0);
    }

    /** Intervals of the policy that passed without a row to write, of all tables that have one. */
    private long skipped() {
        long elapsed = parts.clock().millis() - startedMillis;
        long skipped = 0;
        for (Map.Entry<String, TableSnapshot> table :
                figures.tables(parts.clock().millis() * 1000).entrySet()) {
            if (flush.of(table.getKey()).cron() != null) {
                continue;
            }
            long intervals =
                    elapsed / Math.max(1, flush.of(table.getKey()).interval().toMillis());
            skipped += Math.max(0, intervals - table.getValue().batches());
        }
        return skipped;
    }

    @Override
    public void reading(Map<String, Long> unread) {
        voice.recovered(PipelineState.KAFKA);
        unread.forEach((topic, records) -> figures.lag(names.table(topic).toString(), records + buffer.waiting(topic)));
    }

    @Override
    public void failing(String cause, String mend) {
        voice.failing(PipelineState.KAFKA, new Fault(cause, mend, false));
    }

    @Override
    public void gap(String topic, int partition, long wanted, long oldest) {
        voice.activity(
                "records.lost",
                Severity.ERROR,
                "the records of " + topic + " partition " + partition + " from offset " + wanted + " to " + oldest
                        + " are no longer in Kafka; reading goes on at " + oldest
                        + "; take a new snapshot of the table, and keep topics longer than a destination may be down",
                Map.of("topic", topic, "partition", partition, "wanted", wanted, "oldest", oldest));
    }
}
