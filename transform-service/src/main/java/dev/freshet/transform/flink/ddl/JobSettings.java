package dev.freshet.transform.flink.ddl;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a job is run.
 *
 * @param name        that it is found by
 * @param checkpoints folder of this version's checkpoints and savepoints, a URI as the cluster sees it; empty: as the cluster has it
 * @param interval    between checkpoints: results are seen after them
 * @param stateTtl    zero: state is kept for ever
 * @param start       checkpoint or savepoint to go on from; empty: from the beginning of the inputs
 */
public record JobSettings(
        String name, String checkpoints, Duration interval, Duration stateTtl, int parallelism, String start) {
    /** Settings that the meaning of the SQL depends on, for planning too. */
    public static Map<String, String> meaning(boolean keyedInputs) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("execution.runtime-mode", "streaming");
        settings.put("table.local-time-zone", "UTC");
        // a source that is read again repeats rows; only what has a key can be told apart
        settings.put("table.exec.source.cdc-events-duplicate", String.valueOf(keyedInputs));
        settings.put("table.dml-sync", "false");
        return settings;
    }

    /** All of them. */
    public Map<String, String> all(boolean keyedInputs) {
        Map<String, String> settings = meaning(keyedInputs);
        settings.put("pipeline.name", name);
        settings.put("parallelism.default", String.valueOf(parallelism));
        settings.put("state.backend.type", "rocksdb");
        settings.put("execution.checkpointing.interval", interval.toMillis() + " ms");
        settings.put("execution.checkpointing.mode", "EXACTLY_ONCE");
        settings.put("execution.checkpointing.incremental", "true");
        settings.put("execution.checkpointing.timeout", "60 s");
        settings.put("execution.checkpointing.tolerable-failed-checkpoints", "10");
        settings.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        if (!checkpoints.isEmpty()) {
            settings.put("execution.checkpointing.dir", checkpoints);
        }
        settings.put("restart-strategy.type", "exponential-delay");
        settings.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
        settings.put("restart-strategy.exponential-delay.max-backoff", "15 s");
        if (!stateTtl.isZero()) {
            settings.put("table.exec.state.ttl", stateTtl.toMillis() + " ms");
        }
        if (!start.isEmpty()) {
            settings.put("execution.state-recovery.path", start);
            settings.put("execution.state-recovery.claim-mode", "CLAIM");
            settings.put("execution.state-recovery.ignore-unclaimed-state", "false");
        }
        return settings;
    }
}
