package dev.freshet.control.messaging;

import dev.freshet.control.store.LogBackedView;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the control topics and learns where the resource log ends, in a thread of its own, until it succeeds. What writes to the
 * topics waits for {@link #awaitTopics}: a producer that comes first would have the broker create them with the wrong settings.
 */
@Singleton
public class ControlConnection {
    private static final Logger LOG = Logger.getLogger(ControlConnection.class);
    private static final int TIMEOUT_MS = 6_000;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final KafkaSettings kafka;
    private final LogBackedView view;
    private final CompletableFuture<Admin> connected = new CompletableFuture<>();
    private volatile @Nullable Thread starter;

    @Inject
    public ControlConnection(KafkaSettings kafka, LogBackedView view) {
        this.kafka = kafka;
        this.view = view;
    }

    /**
     * Returns at once.
     *
     * @param connected runs in the connecting thread, once the topics are there
     */
    void start(Runnable connected) {
        Thread thread = new Thread(
                () -> {
                    if (connect()) {
                        connected.run();
                    }
                },
                "freshet-control-start");
        thread.setDaemon(true);
        starter = thread;
        thread.start();
    }

    /** Whether the topics are there; waits for it. */
    boolean awaitTopics(Duration timeout) throws InterruptedException {
        try {
            connected.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /** The end of each partition of the resource log now. */
    Map<Integer, Long> resourceEnds() throws ExecutionException, InterruptedException, TimeoutException {
        return ControlTopics.resourceEnds(connected.get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }

    private boolean connect() {
        long pause = 500;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Admin admin = open();
                if (!connected.complete(admin)) {
                    admin.close(Duration.ZERO);
                }
                LOG.infof("The control topics are there, on Kafka at %s.", kafka.bootstrapServers());
                return true;
            } catch (InterruptedException | InterruptException e) {
                return false;
            } catch (ExecutionException | RuntimeException e) {
                Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
                LOG.warnf(
                        "The control topics cannot be made or read on Kafka at %s: %s. Not ready until they can; trying again in %d ms."
                                + " Check KAFKA_BOOTSTRAP_SERVERS, and that the broker runs and lets this service create topics.",
                        kafka.bootstrapServers(), cause.toString(), pause);
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return false;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
        return false;
    }

    private Admin open() throws ExecutionException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka.properties());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "freshet-control");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        Admin admin = Admin.create(properties);
        boolean good = false;
        try {
            ControlTopics.ensure(admin);
            view.startedAt(ControlTopics.resourceEnds(admin));
            good = true;
            return admin;
        } finally {
            if (!good) {
                admin.close(Duration.ZERO);
            }
        }
    }

    @PreDestroy
    void close() {
        Thread thread = starter;
        if (thread != null) {
            thread.interrupt();
        }
        if (!connected.completeExceptionally(new IllegalStateException("closed"))
                && !connected.isCompletedExceptionally()) {
            connected.join().close(Duration.ofSeconds(1));
        }
    }
}
