package dev.freshet.local.drift;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something again and again in a thread of its own, from its making until it is closed. */
final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService executor;

    /** @param work must not throw: that would end it silently */
    Ticker(String name, Duration between, Runnable work) {
        executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        executor.scheduleWithFixedDelay(work, 0, between.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when the last tick has ended. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
