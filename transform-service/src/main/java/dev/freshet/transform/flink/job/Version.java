package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.ddl.OutputColumn;
import java.util.List;
import java.util.Map;

/**
 * One version of a transform on Flink: what its job is, and where that job began.
 *
 * @param number     grows with each version, never used twice under one name
 * @param generation of the resource that it was made for
 * @param asked      all of the resource that a version depends on, as one text
 * @param inputs     by name in the SQL
 * @param used       columns of the inputs that the SQL takes, with their types, as one text
 * @param stateful   the part of Flink's plan that has state
 * @param job        its id on the cluster; empty: none was started
 * @param start      checkpoint or savepoint that its job began with; empty: the beginning of its inputs
 * @param savepoint  that its job ended with; empty: it has not been ended
 */
record Version(
        int number,
        long generation,
        String asked,
        String sql,
        Map<String, Input> inputs,
        String used,
        List<OutputColumn> columns,
        List<String> key,
        String stateful,
        int parallelism,
        long ttlMillis,
        String topic,
        String job,
        String start,
        String savepoint) {
    /**
     * A topic, and the schemas in the registry that it was planned with.
     *
     * @param keyId 0: it has no key
     * @param from  by partition, the offset from which on the table is whole; no entry: its first record
     */
    record Input(String topic, int valueId, int keyId, Map<Integer, Long> from) {
        Input {
            from = Map.copyOf(from);
        }
    }

    /** What the job is found by. */
    String jobName(String transform) {
        return "freshet/" + transform + "/v" + number;
    }

    static String topic(String transform, int number) {
        return "freshet.flink." + transform + ".v" + number;
    }

    /** Consumer group that its job commits its progress under. */
    String group(String transform) {
        return "freshet-flink-" + transform + "-v" + number;
    }

    Version started(String id, String from) {
        return new Version(
                number,
                generation,
                asked,
                sql,
                inputs,
                used,
                columns,
                key,
                stateful,
                parallelism,
                ttlMillis,
                topic,
                id,
                from,
                "");
    }

    Version stopped(String at) {
        return new Version(
                number,
                generation,
                asked,
                sql,
                inputs,
                used,
                columns,
                key,
                stateful,
                parallelism,
                ttlMillis,
                topic,
                "",
                start,
                at);
    }
}
