package dev.freshet.local.drift;

import dev.freshet.local.workload.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Plays the script at a rate, in a thread of its own, until its end or until it is stopped. */
final class Player implements AutoCloseable {
    private static final int THREADS = 4;
    /** Steps under way: enough that other tables go on for a second while one is altered. */
    private static final int DEPTH = 400;

    private final Script script;
    private final Hands hands;
    private final Pace pace;
    private final Lanes lanes = new Lanes(THREADS, DEPTH);
    private final Thread thread = new Thread(this::play, "freshet-script");
    private final AtomicLong changed = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private volatile boolean stopping;

    Player(Script script, Hands hands, int rate) {
        this.script = script;
        this.hands = hands;
        this.pace = new Pace(rate, System::nanoTime);
        thread.setDaemon(true);
    }

    /** As many connections as this can use. */
    static int threads() {
        return THREADS;
    }

    void start() {
        pace.forget();
        thread.start();
    }

    private void play() {
        try {
            @Nullable Step step = script.next();
            while (step != null && !stopping && lanes.failure().isEmpty()) {
                submit(step);
                Thread.sleep(pace.pause());
                step = script.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Step step) throws InterruptedException {
        lanes.submit(step.tables(), () -> hands.run(step));
        if (step instanceof Step.Write write) {
            changed.addAndGet(write.rows());
            transactions.incrementAndGet();
            pace.done(write.rows());
        }
    }

    /** Returns at the end of the script. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** False at the end of the script and after a failure. */
    boolean playing() {
        return thread.isAlive();
    }

    long changed() {
        return changed.get();
    }

    long transactions() {
        return transactions.get();
    }

    /**
     * Stops if need be, waits for what is under way, and does the closing steps.
     *
     * @throws IllegalStateException when a step failed
     */
    void finish() throws InterruptedException {
        stop();
        for (Step step : script.closing()) {
            lanes.submit(step.tables(), () -> hands.run(step));
        }
        lanes.drain();
        lanes.failure().ifPresent(failure -> {
            throw new IllegalStateException(failure.getMessage(), failure);
        });
    }

    private void stop() throws InterruptedException {
        stopping = true;
        thread.join(Duration.ofMinutes(2));
        lanes.drain();
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        lanes.close();
    }
}
