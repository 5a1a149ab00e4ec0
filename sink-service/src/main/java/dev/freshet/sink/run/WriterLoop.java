package dev.freshet.sink.run;

import dev.freshet.sink.apply.BatchWriter;
import dev.freshet.sink.apply.NotYet;
import dev.freshet.sink.apply.OpenSession;
import dev.freshet.sink.apply.RewriteNeeded;
import dev.freshet.sink.apply.Take;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.metrics.PipelineFigures;
import dev.freshet.sink.stream.Step;
import dev.freshet.sink.stream.StreamBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline's writer: takes steps from the buffer and does them at the destination until stopped. What fails is reset, so that it
 * is read again from where the destination really is, after a while.
 */
final class WriterLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(WriterLoop.class);
    private static final long NAP = Duration.ofMillis(200).toNanos();
    private static final long PROBE = Duration.ofSeconds(10).toNanos();
    private static final long UNTIL_TOLD = Duration.ofDays(365).toNanos();

    private final String pipeline;
    private final Destination destination;
    private final StreamBuffer buffer;
    private final BatchWriter writer;
    private final PipelineVoice voice;
    private final PipelineFigures figures;
    private final Backoff backoff;
    private final Rewrites rewrites;
    private final EarlyFlushes early;
    private volatile boolean stopping;
    private @Nullable OpenSession session;
    /** It may take connections and still not work: only a write proves that it does. */
    private boolean suspect;

    /** It was away, and may have come back without its last commits. */
    private boolean away;

    private long connectAt = System.nanoTime();
    private long heardAt = System.nanoTime();

    WriterLoop(
            String pipeline,
            Destination destination,
            StreamBuffer buffer,
            BatchWriter writer,
            PipelineVoice voice,
            PipelineFigures figures,
            RandomGenerator random) {
        this.pipeline = pipeline;
        this.destination = destination;
        this.buffer = buffer;
        this.writer = writer;
        this.voice = voice;
        this.figures = figures;
        this.backoff = new Backoff(random);
        this.rewrites = new Rewrites(pipeline, destination, voice);
        this.early = new EarlyFlushes(pipeline, destination, voice, figures);
    }

    /** What is being written is finished, then the thread ends. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                turn();
            }
        } catch (InterruptedException stopped) {
            stopping = true;
        } finally {
            closeRewrites();
            disconnect();
        }
    }

    private void turn() throws InterruptedException {
        OpenSession open = connected();
        if (open == null) {
            Thread.sleep(Duration.ofNanos(NAP));
            return;
        }
        endRewrites();
        switch (buffer.next(NAP)) {
            case Step.Rest rest -> probe(open);
            case Step.Locate locate -> {
                String topic = locate.topic();
                guarded(
                        topic,
                        PipelineState.OFFSETS_OF + topic,
                        () -> buffer.located(topic, open.nextOffsets(pipeline, topic)));
            }
            case Step.Change change -> {
                Take boundary = change.boundary();
                guarded(boundary.topic(), boundary.topic(), () -> {
                    buffer.passed(boundary, writer.change(boundary, open));
                    suspect = false;
                    worked(PipelineState.DESTINATION);
                });
            }
            case Step.Write write -> {
                Take take = write.take();
                if (write.early()) {
                    early.met();
                }
                guarded(take.topic(), take.topic(), () -> {
                    buffer.applied(take, writer.write(take, open));
                    suspect = false;
                    worked(PipelineState.DESTINATION);
                });
            }
        }
    }

    private @Nullable OpenSession connected() {
        if (session == null && System.nanoTime() >= connectAt) {
            try {
                session = new OpenSession(destination.connect());
                heardAt = System.nanoTime();
                if (away) {
                    buffer.doubt();
                    away = false;
                }
                if (!suspect) {
                    worked(PipelineState.DESTINATION);
                }
                voice.started();
            } catch (RuntimeException problem) {
                connectLater(problem);
            }
        }
        return session;
    }

    /** A pipeline with nothing to write notices as well that its destination is away, and looks where it is when it is back. */
    private void probe(OpenSession open) {
        if (System.nanoTime() - heardAt < PROBE) {
            return;
        }
        try {
            open.probe();
            heardAt = System.nanoTime();
        } catch (DestinationException gone) {
            disconnect();
            connectLater(gone);
        }
    }

    private void guarded(String topic, String part, Runnable step) {
        try {
            step.run();
            heardAt = System.nanoTime();
            worked(part);
        } catch (NotYet notYet) {
            buffer.hold(topic, NAP);
        } catch (RewriteNeeded needed) {
            LOG.infof("pipeline=%s topic=%s waits for its table: %s", pipeline, topic, needed.getMessage());
            buffer.reset(topic, UNTIL_TOLD);
            rewrites.begin(topic, needed);
        } catch (DestinationException.Stale stale) {
            LOG.infof("pipeline=%s topic=%s reads its offsets again: %s", pipeline, topic, stale.getMessage());
            buffer.reset(topic, 0);
        } catch (DestinationException.Unavailable gone) {
            disconnect();
            buffer.reset(topic, 0);
            suspect = true;
            connectLater(gone);
        } catch (RuntimeException problem) {
            failed(topic, part, problem);
        }
    }

    private void endRewrites() {
        for (Rewrites.Outcome ended = rewrites.ended(); ended != null; ended = rewrites.ended()) {
            RuntimeException problem = ended.problem();
            if (problem == null) {
                writer.rewritten(ended.topic(), ended.needed(), ended.nanos());
                buffer.hold(ended.topic(), 0);
            } else {
                failed(ended.topic(), ended.topic(), problem);
            }
        }
    }

    private void failed(String topic, String part, RuntimeException problem) {
        Fault fault = Fault.of(problem);
        LOG.warnf(problem, "pipeline=%s topic=%s waits: %s; %s", pipeline, topic, fault.cause(), fault.mend());
        // a session is not to be used after most failures, and a new one costs little
        disconnect();
        figures.retried();
        buffer.reset(topic, backoff.failed(part, fault));
        voice.failing(part, fault);
    }

    private void worked(String part) {
        backoff.succeeded(part);
        voice.recovered(part);
    }

    private void connectLater(RuntimeException problem) {
        Fault fault = Fault.of(problem);
        away = true;
        figures.retried();
        connectAt = System.nanoTime() + backoff.failed(PipelineState.DESTINATION, fault);
        voice.failing(PipelineState.DESTINATION, fault);
    }

    private void closeRewrites() {
        try {
            rewrites.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void disconnect() {
        OpenSession open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (RuntimeException lost) {
                LOG.debugf(lost, "pipeline=%s the session was lost already", pipeline);
            }
        }
    }
}
