package dev.freshet.control.messaging;

import dev.freshet.control.json.ReportJson;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.state.Status;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Sends reports from a thread of its own. While Kafka is away the newest status of each part and the newest activities wait. */
@ApplicationScoped
public class StatusChannel implements Reports {
    private static final Logger LOG = Logger.getLogger(StatusChannel.class);
    private static final int WAITING_ACTIVITIES = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(35);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ControlConnection connection;
    private final MutinyEmitter<Record<String, byte[]>> statuses;
    private final MutinyEmitter<Record<String, byte[]>> activities;
    private final ReportJson json = new ReportJson();
    private final Outbox outbox = new Outbox(WAITING_ACTIVITIES);
    private final Thread sender = new Thread(this::run, "freshet-reports");

    @Inject
    public StatusChannel(
            ControlConnection connection,
            @Channel("freshet-status-out") MutinyEmitter<Record<String, byte[]>> statuses,
            @Channel("freshet-activity-out") MutinyEmitter<Record<String, byte[]>> activities) {
        this.connection = connection;
        this.statuses = statuses;
        this.activities = activities;
    }

    @PostConstruct
    void start() {
        sender.setDaemon(true);
        sender.start();
    }

    @Override
    public void status(Status status) {
        outbox.add(status);
    }

    @Override
    public void activity(Activity activity) {
        outbox.add(activity);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (connection.awaitTopics(PAUSE)) {
                    send(outbox.take());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() asked for it
        }
    }

    private void send(Outbox.Batch batch) throws InterruptedException {
        if (batch.dropped() > 0) {
            LOG.warnf(
                    "%d activities were dropped, the oldest first: Kafka did not take them and more than %d waited.",
                    batch.dropped(), WAITING_ACTIVITIES);
        }
        List<Uni<Void>> sent = messages(batch);
        try {
            Uni.join().all(sent).andCollectFailures().await().atMost(TIMEOUT);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            LOG.warnf(
                    "%d statuses and %d activities could not be sent to Kafka (%s); they are sent again with what comes until then.",
                    batch.statuses().size(), batch.activities().size(), first(e));
            outbox.putBack(new Outbox.Batch(batch.statuses(), batch.activities(), 0));
            Thread.sleep(PAUSE);
        }
    }

    private List<Uni<Void>> messages(Outbox.Batch batch) {
        List<Uni<Void>> messages = new ArrayList<>();
        batch.statuses().forEach(status -> messages.add(message(statuses, status.id(), json.toLog(status))));
        batch.activities()
                .forEach(activity -> messages.add(message(activities, activity.about(), json.toLog(activity))));
        return messages;
    }

    private static String first(RuntimeException e) {
        return e instanceof CompositeException all ? all.getCauses().get(0).toString() : e.toString();
    }

    private static Uni<Void> message(MutinyEmitter<Record<String, byte[]>> to, ResourceId id, byte[] value) {
        return to.send(Record.of(id.key(), value));
    }

    /** Gives the last words of what was just stopped a chance. */
    @PreDestroy
    void close() throws InterruptedException {
        sender.interrupt();
        sender.join(Duration.ofSeconds(2));
        if (connection.awaitTopics(Duration.ZERO)) {
            List<Uni<Void>> sent = messages(outbox.drain());
            if (!sent.isEmpty()) {
                try {
                    Uni.join().all(sent).andCollectFailures().await().atMost(Duration.ofSeconds(2));
                } catch (RuntimeException e) {
                    LOG.infof("The last %d reports could not be sent before stopping: %s", sent.size(), first(e));
                }
            }
        }
    }
}
