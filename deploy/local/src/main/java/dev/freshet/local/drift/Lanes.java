package dev.freshet.local.drift;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Runs work on several threads, in the order of submission for every name that works have in common. After a failure
 * nothing further of its names is run. Submission is for one thread, and waits while too much is under way.
 */
final class Lanes implements AutoCloseable {
    private final int depth;
    private final Semaphore room;
    private final ExecutorService threads;
    private final Map<String, CompletableFuture<Void>> tails = new HashMap<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Lanes(int threads, int depth) {
        this.depth = depth;
        this.room = new Semaphore(depth);
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("freshet-writer-", 1).daemon().factory());
    }

    void submit(Collection<String> names, Runnable work) throws InterruptedException {
        room.acquire();
        CompletableFuture<?>[] earlier =
                names.stream().map(tails::get).filter(tail -> tail != null).toArray(CompletableFuture<?>[]::new);
        if (Stream.of(earlier).anyMatch(CompletableFuture::isCompletedExceptionally)) {
            room.release();
            throw new IllegalStateException("An earlier step failed", failure.get());
        }
        CompletableFuture<Void> end = CompletableFuture.allOf(earlier).thenRunAsync(work, threads);
        names.forEach(name -> tails.put(name, end));
        end.whenComplete((done, thrown) -> {
            if (thrown != null) {
                failure.compareAndSet(null, thrown.getCause() == null ? thrown : thrown.getCause());
            }
            room.release();
        });
    }

    /** Why the first work that failed did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Returns when everything submitted has ended. */
    void drain() throws InterruptedException {
        room.acquire(depth);
        room.release(depth);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
