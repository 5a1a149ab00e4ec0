package dev.freshet.transform.flink.job;

import dev.freshet.avro.DecodingException;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.state.Activity;
import dev.freshet.registry.RegistryException;
import dev.freshet.transform.flink.finish.Feed;
import dev.freshet.transform.flink.finish.Finisher;
import dev.freshet.transform.flink.gateway.FlinkRefusedException;
import dev.freshet.transform.flink.gateway.FlinkUnavailableException;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.report.Fault;
import dev.freshet.transform.report.Voice;
import dev.freshet.transform.stream.TableBeginnings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One transform on Flink, at one generation of its resource: compares twice a second what is deployed with what is wanted, and makes the next
 * step towards it. Every step is written down before the one that relies on it, so that whoever owns the transform next goes on from there.
 * Ending it leaves the job running.
 */
public final class FlinkTransform implements Runnable {
    private static final Logger LOG = Logger.getLogger(FlinkTransform.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LOOK_AT_SCHEMAS = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration REMEMBER = Duration.ofSeconds(30);
    private static final String CLUSTER = "cluster";
    private static final String SQL = "sql";

    private final Resource<TransformSpec> resource;
    private final String name;
    private final FlinkParts parts;
    private final Voice voice;
    private final Finisher finisher;
    private final JobKeeper keeper;
    private final Versions versions;
    private volatile boolean stopping;
    private volatile String jobState = "";
    private @Nullable Deployed deployed;
    private @Nullable CatchUp catchUp;
    private @Nullable TableBeginnings inputs;
    private long watchedAt;
    private long schemasLookedAt;
    private String refused = "";
    private Map<String, Version.Input> refusedWith = Map.of();

    public FlinkTransform(Resource<TransformSpec> resource, FlinkParts parts, Voice voice, Finisher finisher) {
        this.resource = resource;
        this.name = resource.id().name();
        this.parts = parts;
        this.voice = voice;
        this.finisher = finisher;
        this.keeper = new JobKeeper(name, parts.settings(), parts.planner(), parts.jobs());
        this.versions = new Versions(name, parts);
    }

    /** Ends after the step at hand. */
    public void stop() {
        stopping = true;
    }

    /** For status: what Flink says of the job that serves. */
    public String jobState() {
        return jobState;
    }

    /** For status: number of the version that serves; 0: none yet. */
    public int version() {
        Deployed now = deployed;
        return now == null || now.current() == null ? 0 : now.current().number();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                step();
                voice.cleared(CLUSTER);
            } catch (InterruptException stopped) {
                stopping = true;
            } catch (FlinkUnavailableException e) {
                jobState = "UNKNOWN";
                voice.failing(
                        CLUSTER,
                        new Fault(
                                String.valueOf(e.getMessage()),
                                "start the Flink cluster and its SQL gateway, or correct FRESHET_FLINK_GATEWAY and FRESHET_FLINK_REST",
                                false));
            } catch (FlinkRefusedException e) {
                voice.failing(
                        CLUSTER,
                        new Fault(String.valueOf(e.getMessage()), "see the log of Flink's SQL gateway", false));
            } catch (RegistryException e) {
                voice.failing(CLUSTER, new Fault(String.valueOf(e.getMessage()), "start the schema registry", false));
            } catch (KafkaException e) {
                voice.failing(CLUSTER, new Fault("Kafka: " + e.getMessage(), "check Kafka", false));
            } catch (RuntimeException e) {
                LOG.errorf(e, "transform=%s", name);
                voice.failing(CLUSTER, new Fault("unexpected " + e, "report it with the service's log", false));
            }
            LockSupport.parkNanos(TICK.toNanos());
        }
        close();
    }

    private void close() {
        TableBeginnings open = inputs;
        if (open != null) {
            // it may have been interrupted to end, which would keep the consumer from closing
            boolean interrupted = Thread.interrupted();
            open.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void step() {
        Deployed now = deployed;
        if (now == null) {
            now = parts.log().find(name).orElseGet(() -> Deployed.nothing(resource.restarts()));
            deployed = now;
            follow(now);
        }
        if (resource.paused()) {
            pause(now);
            return;
        }
        if (!watch(now) && now.current() == null) {
            // where the tables begin must be known before the first job
            return;
        }
        Deployed planned = wanted(Objects.requireNonNull(deployed));
        if (planned.previous() != null) {
            planned = retire(planned, planned.previous());
        }
        if (planned.current() != null && planned.restarts() != resource.restarts()) {
            planned = restart(planned, planned.current());
        }
        if (planned.current() != null && !(planned.adopts() && planned.next() != null)) {
            planned = serve(planned, planned.current());
        }
        if (planned.next() != null) {
            prepare(planned, planned.next());
        }
    }

    /** Looks through what came to the inputs; tells whether it has come to their end. */
    private boolean watch(Deployed now) {
        TableBeginnings reading = inputs;
        if (reading == null) {
            reading =
                    new TableBeginnings(parts.kafka(), resource.spec().inputs().values(), now.watched());
            inputs = reading;
        }
        boolean end = reading.read(LOOK);
        TableBeginnings.State state = reading.state();
        boolean emptied = !state.begins().equals(now.watched().begins());
        boolean due = System.nanoTime() - watchedAt > REMEMBER.toNanos() && !state.equals(now.watched());
        if (emptied || due) {
            watchedAt = System.nanoTime();
            put(now.watched(state));
        }
        return end;
    }

    private Deployed put(Deployed next) {
        parts.log().put(name, next);
        deployed = next;
        return next;
    }

    private void follow(Deployed now) {
        Version from = now.current();
        if (from != null) {
            finisher.follow(
                    new Feed(from.number(), from.topic(), from.columns(), from.key(), now.rebuilt(), now.ends()));
        }
    }

    /** With a new version begun when the resource or the inputs ask for it. */
    private Deployed wanted(Deployed now) {
        Version newest = now.next() == null ? now.current() : now.next();
        boolean other = newest == null || !newest.asked().equals(Versions.asked(resource.spec()));
        boolean look = System.nanoTime() - schemasLookedAt > LOOK_AT_SCHEMAS.toNanos();
        if (!other && !look) {
            return now;
        }
        schemasLookedAt = System.nanoTime();
        try {
            if (!other && newest != null && parts.planner().current(newest, resource.spec(), now.watched())) {
                voice.cleared(SQL);
                return now;
            }
            // what was refused is refused again until an input changes
            Map<String, Version.Input> newestInputs = parts.planner().newest(resource.spec(), now.watched());
            if (!refused.isEmpty() && newestInputs.equals(refusedWith)) {
                return now;
            }
            refusedWith = newestInputs;
            Planned plan = parts.planner().plan(resource.spec(), now.watched());
            refused = "";
            voice.cleared(SQL);
            plan.remarks().forEach(remark -> say("sql.planned", Activity.Severity.WARNING, remark));
            return begin(now, plan, !other);
        } catch (InputNotYetException e) {
            voice.failing(SQL, new Fault(String.valueOf(e.getMessage()), "it goes on when rows come", false));
            return now;
        } catch (SqlException | DecodingException e) {
            refused = String.valueOf(e.getMessage());
            String mend = e instanceof SqlException sql ? sql.problem().mend() : "name a table of a source in inputs";
            voice.failing(SQL, new Fault("the SQL does not fit its inputs: " + refused, mend, true));
            return other ? now : rest(now);
        }
    }

    /** The inputs no longer have what the SQL names: what the job makes of them from here on would be wrong. */
    private Deployed rest(Deployed now) {
        Version current = now.current();
        return current == null || !current.savepoint().isEmpty() || now.next() != null
                ? now
                : put(now.withCurrent(current.stopped(keeper.stop(current))));
    }

    private Deployed begin(Deployed now, Planned plan, boolean drifted) {
        Version abandoned = now.next();
        if (abandoned != null) {
            keeper.cancel(abandoned);
            now = put(now.withNext(null, false));
            versions.remove(abandoned, true);
        }
        catchUp = null;
        Version current = now.current();
        Version next = versions.make(now.counter() + 1, resource, plan);
        boolean fresh = versions.prepareTopics(next, resource.spec().topic(name));
        List<String> cut = parts.ends().cut(resource.spec().inputs().values());
        String why = drifted ? "an input has changed or begins anew" : "its definition has changed";
        if (current == null && now.counter() == 0 && fresh) {
            warnOfCut(cut);
            Deployed first = put(now.first(next));
            follow(first);
            return first;
        }
        if (current != null && Versions.adopts(current, next)) {
            String savepoint = current.savepoint().isEmpty() ? keeper.stop(current) : current.savepoint();
            say(
                    "version.begun",
                    Activity.Severity.INFO,
                    why + ": version " + next.number() + " takes over the state of version " + current.number());
            return put(now.withCurrent(current.stopped(savepoint)).withNext(next.started("", savepoint), true));
        }
        warnOfCut(cut);
        say(
                "version.begun",
                Activity.Severity.INFO,
                why + ": version " + next.number() + " is built from the log"
                        + (current == null ? "" : " while version " + current.number() + " serves on"));
        return put(now.withNext(next, false));
    }

    private void warnOfCut(List<String> cut) {
        if (!cut.isEmpty()) {
            say(
                    "records.missing",
                    Activity.Severity.WARNING,
                    "it is built from a log that no longer begins at its first record ("
                            + String.join(", ", cut)
                            + "): rows that did not change since are missing; take a new snapshot of the tables");
        }
    }

    /** Keeps the job that serves. */
    private Deployed serve(Deployed now, Version current) {
        // one that was stopped because its SQL does not fit any more makes nothing until another takes its place
        if (!current.savepoint().isEmpty() && (now.next() != null || !refused.isEmpty())) {
            return now;
        }
        Version version = current.savepoint().isEmpty() ? current : current.started("", current.savepoint());
        return switch (keeper.keep(version)) {
            case JobKeeper.Finding.Started(Version started) -> put(now.withCurrent(started));
            case JobKeeper.Finding.There there -> {
                jobState = there.job().state();
                report(there, current);
                yield version.equals(current)
                        ? now
                        : put(now.withCurrent(version.started(there.job().id(), version.start())));
            }
            case JobKeeper.Finding.Waiting(String failure) -> {
                jobState = "FAILED";
                voice.failing("job", new Fault("its job failed: " + failure, "it is started again by itself", false));
                yield now;
            }
            case JobKeeper.Finding.Lost() -> {
                jobState = "LOST";
                if (now.next() != null) {
                    yield now;
                }
                say(
                        "job.lost",
                        Activity.Severity.WARNING,
                        "the cluster has lost the job, and its checkpoints are in a folder that this service"
                                + " cannot look through: it is built from the log");
                Version next = versions.again(now.counter() + 1, current);
                versions.prepareTopics(next, resource.spec().topic(name));
                yield put(now.withNext(next, false));
            }
        };
    }

    private void report(JobKeeper.Finding.There there, Version version) {
        if (!there.job().state().equals("RUNNING")) {
            String why = there.failure().isEmpty() ? "" : ": " + there.failure();
            voice.failing(
                    "job",
                    new Fault(
                            "its job is " + there.job().state() + why,
                            "it goes on by itself; see the job in Flink's web page when it does not",
                            false));
        } else if (!keeper.hasTaskManagers()) {
            voice.failing("job", new Fault("Flink has no task manager", "start one; the job goes on by itself", false));
        } else {
            voice.recovered("job");
            keeper.well(version);
        }
    }

    private Deployed restart(Deployed now, Version current) {
        String savepoint = current.savepoint().isEmpty() ? keeper.stop(current) : current.savepoint();
        return put(now.withCurrent(current.started("", savepoint)).restarted(resource.restarts()));
    }

    private void pause(Deployed now) {
        Version next = now.next();
        if (next != null) {
            keeper.cancel(next);
            now = put(now.withNext(null, false));
            versions.remove(next, true);
        }
        Version current = now.current();
        String savepoint = current == null ? "" : current.savepoint();
        if (current != null && savepoint.isEmpty()) {
            savepoint = keeper.stop(current);
            if (!savepoint.isEmpty()) {
                put(now.withCurrent(current.stopped(savepoint)));
            }
        }
        if (current == null || savepoint.isEmpty() || finisher.drained(current.topic())) {
            jobState = "";
            voice.paused();
        }
    }

    /** Keeps the job that is to take over, and lets it when the time has come. */
    private void prepare(Deployed now, Version next) {
        switch (keeper.keep(next)) {
            case JobKeeper.Finding.Started(Version started) -> put(now.withNext(started, now.adopts()));
            case JobKeeper.Finding.There there -> {
                if (now.adopts()) {
                    adopt(now, next, there);
                } else {
                    report(there, next);
                    overtake(now, next);
                }
            }
            case JobKeeper.Finding.Waiting(String failure) -> {
                if (now.adopts()) {
                    rebuild(now, next, failure);
                } else {
                    voice.failing(
                            "job", new Fault("the new version's job failed: " + failure, "it is tried again", false));
                }
            }
            case JobKeeper.Finding.Lost() -> {
                versions.remove(next, true);
                Version again = versions.again(now.counter() + 1, next);
                versions.prepareTopics(again, resource.spec().topic(name));
                put(now.withNext(again, false));
                catchUp = null;
            }
        }
    }

    /** It has taken the state over when it has made a checkpoint of its own; what the old one made is written on first. */
    private void adopt(Deployed now, Version next, JobKeeper.Finding.There there) {
        jobState = there.job().state();
        if (keeper.checkpoints(next).map(made -> made.count() > 0).orElse(false)) {
            Version current = now.current();
            if (current == null || finisher.drained(current.topic())) {
                follow(put(now.taken(next, false, Map.of())));
                say("version.serving", Activity.Severity.INFO, "version " + next.number() + " serves");
            }
        } else if (!there.failure().isEmpty()) {
            rebuild(now, next, there.failure());
        }
    }

    /** The state did not fit after all: the old version goes on from where it was stopped, and a new one is built from the log. */
    private void rebuild(Deployed now, Version next, String failure) {
        say(
                "version.begun",
                Activity.Severity.WARNING,
                "the state does not fit version " + next.number() + " (" + failure + "): version " + (now.counter() + 1)
                        + " is built from the log");
        keeper.cancel(next);
        Version again = versions.again(now.counter() + 1, next);
        versions.prepareTopics(again, resource.spec().topic(name));
        Version current = now.current();
        Deployed back = current == null || current.savepoint().isEmpty()
                ? now
                : now.withCurrent(current.started("", current.savepoint()));
        put(back.withNext(again, false));
        versions.remove(next, true);
        catchUp = null;
    }

    private void overtake(Deployed now, Version next) {
        if (now.previous() != null) {
            return;
        }
        if (catchUp == null) {
            catchUp = new CatchUp(parts.ends(), next);
        }
        if (catchUp.done(next.group(name), keeper.checkpoints(next))) {
            catchUp = null;
            follow(put(now.taken(next, true, parts.ends().ends(next.topic()))));
            say(
                    "version.serving",
                    Activity.Severity.INFO,
                    "version " + next.number() + " has caught up; its rows take the place of the old ones");
        }
    }

    /** The version before goes when the table of the current one is whole. */
    private Deployed retire(Deployed now, Version previous) {
        Version current = now.current();
        if (current == null || !finisher.whole(current.topic())) {
            return now;
        }
        keeper.cancel(previous);
        versions.remove(previous, now.rebuilt());
        return put(now.withoutPrevious());
    }

    private void say(String type, Activity.Severity severity, String message) {
        voice.activity(type, severity, message, Map.of());
    }
}
