package dev.freshet.source.service;

import dev.freshet.source.capture.CaptureListener;
import dev.freshet.source.intake.EventsSources;
import dev.freshet.source.intake.Intake;
import dev.freshet.source.intake.OpenSource;
import dev.freshet.source.intake.OpenStream;
import dev.freshet.source.run.Attempt;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Speaks for a source of events. All replicas take them; the one that owns the source says how it is, by its own figures.
 */
final class IntakeAttempt implements Attempt {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final String name;
    private final EventsSources sources;
    private final Intake intake;
    private final CaptureListener listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Long> told;

    /** @param told events by table that earlier attempts of the same run have reported */
    IntakeAttempt(String name, IntakeService service, Map<String, Long> told, CaptureListener listener) {
        this.name = name;
        this.sources = service.sources();
        this.intake = service.intake();
        this.told = told;
        this.listener = listener;
    }

    @Override
    public void run() throws InterruptedException {
        check();
        listener.streaming();
        do {
            check();
            report();
        } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void check() {
        intake.check(name);
        sources.find(name).flatMap(source -> source.keys().unresolved()).ifPresent(unresolved -> {
            throw unresolved;
        });
    }

    private void report() {
        Map<String, Integer> events = new HashMap<>();
        for (OpenStream stream :
                sources.find(name).map(OpenSource::streams).orElse(Map.of()).values()) {
            String table = stream.topic().table();
            long now = stream.accepted();
            long before = told.getOrDefault(table, 0L);
            told.put(table, now);
            if (now > before) {
                events.put(table, Math.toIntExact(now - before));
            }
        }
        listener.reported(events, null);
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
