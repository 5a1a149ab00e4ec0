package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.gateway.Jobs;
import dev.freshet.transform.stream.LogEnds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether a version that is built from the log has come to where the log was when this was first asked, and has written what it made of
 * that. A job commits its progress and its results with each checkpoint, one shortly after the other: two more checkpoints make
 * sure of both.
 */
final class CatchUp {
    private static final int MORE = 2;

    private final LogEnds log;
    private final Map<TopicPartition, Long> goal;
    private long reachedAt = -1;

    CatchUp(LogEnds log, Version version) {
        this.log = log;
        this.goal = log.behindLastRecords(List.copyOf(
                version.inputs().values().stream().map(Version.Input::topic).toList()));
    }

    /** @param checkpoints of its job; empty: it does not run */
    boolean done(String group, Optional<Jobs.Checkpoints> checkpoints) {
        if (checkpoints.isEmpty()) {
            return false;
        }
        long completed = checkpoints.get().completed();
        if (reachedAt < 0) {
            Map<TopicPartition, Long> committed = log.committed(group);
            boolean reached = goal.entrySet().stream()
                    .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
            if (reached) {
                reachedAt = Math.max(0, completed);
            }
            return false;
        }
        return completed >= reachedAt + MORE;
    }
}
