package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.gateway.FlinkUnavailableException;
import dev.freshet.transform.flink.gateway.Jobs;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the job of each version running, one and no more. For one thread. */
final class JobKeeper {
    private static final Logger LOG = Logger.getLogger(JobKeeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LONGEST_PAUSE_SECONDS = 30;

    private final String transform;
    private final FlinkSettings settings;
    private final FlinkPlanner planner;
    private final Jobs jobs;
    private final Map<Integer, Integer> starts = new HashMap<>();
    private final Map<Integer, Long> notBefore = new HashMap<>();

    JobKeeper(String transform, FlinkSettings settings, FlinkPlanner planner, Jobs jobs) {
        this.transform = transform;
        this.settings = settings;
        this.planner = planner;
        this.jobs = jobs;
    }

    /** How a version's job is. */
    sealed interface Finding {
        /** It is there; {@code failure} is why it failed last, empty when it did not. */
        record There(Jobs.Job job, String failure) implements Finding {}

        /** It was started just now; the version knows it. */
        record Started(Version version) implements Finding {}

        /** It will be started some time later, since it failed at once before. */
        record Waiting(String failure) implements Finding {}

        /** The cluster lost it, and where it was cannot be known: only a new version is exact. */
        record Lost() implements Finding {}
    }

    /** @throws FlinkUnavailableException when the cluster cannot be asked, or does not take the job now */
    Finding keep(Version version) {
        List<Jobs.Job> named = named(version);
        Optional<Jobs.Job> running = named.stream().filter(job -> !job.ended()).findFirst();
        if (running.isPresent()) {
            cancelDoubles(named, running.get());
            Jobs.Job job = running.get();
            boolean well = job.state().equals("RUNNING");
            return new Finding.There(job, well ? "" : jobs.failure(job.id()));
        }
        Optional<Jobs.Job> last = named.stream().max(Comparator.comparingLong(Jobs.Job::start));
        String failure = last.filter(job -> job.state().equals("FAILED"))
                .map(job -> jobs.failure(job.id()))
                .orElse("");
        if (notBefore.getOrDefault(version.number(), 0L) > System.nanoTime()) {
            return new Finding.Waiting(failure);
        }
        Optional<String> from = from(version, last);
        if (from.isEmpty()) {
            return new Finding.Lost();
        }
        return new Finding.Started(start(version, from.get()));
    }

    private List<Jobs.Job> named(Version version) {
        String name = version.jobName(transform);
        return jobs.all().stream()
                .filter(job -> job.name().equals(name))
                .sorted(Comparator.comparingLong(Jobs.Job::start))
                .toList();
    }

    /** Two would write the same topic: of two owners that did not know of each other, the first one's job stays. */
    private void cancelDoubles(List<Jobs.Job> named, Jobs.Job kept) {
        named.stream().filter(job -> !job.ended() && !job.equals(kept)).forEach(job -> {
            LOG.warnf("transform=%s job=%s is one too many of %s: cancelled", transform, job.id(), job.name());
            jobs.cancel(job.id());
        });
    }

    /**
     * Where a job that is no more is to go on; empty: that cannot be known. It must be the newest checkpoint, since what stands behind an
     * older one was written already.
     */
    private Optional<String> from(Version version, Optional<Jobs.Job> last) {
        if (last.isPresent()) {
            String known = jobs.checkpoints(last.get().id())
                    .map(Jobs.Checkpoints::path)
                    .orElse("");
            return Optional.of(known.isEmpty() ? version.start() : known);
        }
        if (version.job().isEmpty()) {
            return Optional.of(version.start());
        }
        String folder = settings.folder(transform, version.number());
        return CheckpointFolder.readable(folder)
                ? Optional.of(CheckpointFolder.newest(folder).orElse(version.start()))
                : Optional.empty();
    }

    private Version start(Version version, String from) {
        int times = starts.merge(version.number(), 1, Integer::sum);
        long pause = Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(times, 5));
        notBefore.put(
                version.number(), System.nanoTime() + Duration.ofSeconds(pause).toNanos());
        String job = planner.start(transform, version, from);
        LOG.infof(
                "transform=%s version=%d job=%s started from %s",
                transform, version.number(), job, from.isEmpty() ? "the beginning of its inputs" : from);
        return version.started(job, from);
    }

    /** It runs well: the next start need not wait. */
    void well(Version version) {
        starts.remove(version.number());
    }

    /** Whether it is worth waiting for: some task manager is there. */
    boolean hasTaskManagers() {
        return jobs.taskManagers() > 0;
    }

    /** Completed checkpoints of the running job; empty: it is not there. */
    Optional<Jobs.Checkpoints> checkpoints(Version version) {
        return named(version).stream()
                .filter(job -> !job.ended())
                .findFirst()
                .flatMap(job -> jobs.checkpoints(job.id()));
    }

    /**
     * Ends the job with a savepoint; one that fails again and again takes none and is cancelled. All that it made is written then, or is by
     * whoever goes on from there.
     *
     * @return savepoint or checkpoint to go on from; empty: the beginning of its inputs
     * @throws FlinkUnavailableException when that did not succeed; the job may run on
     */
    String stop(Version version) {
        List<Jobs.Job> named = named(version);
        Optional<Jobs.Job> running = named.stream().filter(job -> !job.ended()).findFirst();
        if (running.isEmpty()) {
            return from(version, named.stream().max(Comparator.comparingLong(Jobs.Job::start)))
                    .orElseThrow(() -> new FlinkUnavailableException(
                            "the job of version " + version.number() + " is gone, and where it was cannot be known",
                            null));
        }
        Jobs.Job job = running.get();
        if (job.state().equals("RUNNING")) {
            Optional<String> savepoint = savepoint(job, version);
            if (savepoint.isPresent()) {
                return savepoint.get();
            }
        }
        return cancelled(job, version);
    }

    private Optional<String> savepoint(Jobs.Job job, Version version) {
        String request = jobs.stop(job.id(), settings.folder(transform, version.number()));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            switch (jobs.savepoint(job.id(), request)) {
                case Jobs.Savepoint.Done(String path) -> {
                    LOG.infof(
                            "transform=%s version=%d job=%s stopped at %s",
                            transform, version.number(), job.id(), path);
                    return Optional.of(path);
                }
                case Jobs.Savepoint.Failed(String reason) -> {
                    LOG.warnf(
                            "transform=%s version=%d job=%s takes no savepoint: %s",
                            transform, version.number(), job.id(), reason);
                    return Optional.empty();
                }
                case Jobs.Savepoint.Pending() -> pause();
            }
        }
        throw new FlinkUnavailableException("no savepoint was taken within " + PATIENCE, null);
    }

    /** Its newest checkpoint, once it can make no further one. */
    private String cancelled(Jobs.Job job, Version version) {
        jobs.cancel(job.id());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Jobs.Job> now = named(version).stream()
                    .filter(each -> each.id().equals(job.id()))
                    .findFirst();
            if (now.map(Jobs.Job::ended).orElse(true)) {
                String path = from(version, now)
                        .orElseThrow(() -> new FlinkUnavailableException(
                                "the job " + job.id() + " is gone, and where it was cannot be known", null));
                LOG.infof(
                        "transform=%s version=%d job=%s cancelled at %s",
                        transform, version.number(), job.id(), path.isEmpty() ? "no checkpoint" : path);
                return path;
            }
            pause();
        }
        throw new FlinkUnavailableException("the job " + job.id() + " does not end within " + PATIENCE, null);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlinkUnavailableException("interrupted while a savepoint is taken", e);
        }
    }

    /** Cancels all jobs of a version. */
    void cancel(Version version) {
        named(version).stream().filter(job -> !job.ended()).forEach(job -> jobs.cancel(job.id()));
    }

    /** Cancels all jobs of all versions. */
    void cancelAll() {
        String prefix = "freshet/" + transform + "/v";
        jobs.all().stream()
                .filter(job -> job.name().startsWith(prefix) && !job.ended())
                .forEach(job -> jobs.cancel(job.id()));
    }
}
