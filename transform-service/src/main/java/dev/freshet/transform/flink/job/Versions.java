package dev.freshet.transform.flink.job;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.transform.stream.LogEnds;
import dev.freshet.transform.stream.OutputTopics;
import java.util.Collection;
import java.util.List;

/** Makes versions and their topics. */
final class Versions {
    private final String transform;
    private final FlinkParts parts;

    Versions(String transform, FlinkParts parts) {
        this.transform = transform;
        this.parts = parts;
    }

    /** All of a resource that a version depends on. */
    static String asked(TransformSpec spec) {
        return String.join(
                "\n",
                spec.sql(),
                spec.inputs().toString(),
                spec.output(),
                spec.key().toString(),
                spec.stateTtl().toString(),
                String.valueOf(spec.parallelism()));
    }

    Version make(int number, Resource<TransformSpec> resource, Planned plan) {
        return new Version(
                number,
                resource.generation(),
                asked(resource.spec()),
                resource.spec().sql(),
                plan.inputs(),
                plan.used(),
                plan.columns(),
                plan.key(),
                plan.stateful(),
                plan.parallelism(),
                resource.spec().stateTtl().toMillis(),
                Version.topic(transform, number),
                "",
                "",
                "");
    }

    /** The same under another number, to be built from the log. */
    Version again(int number, Version other) {
        return new Version(
                number,
                other.generation(),
                other.asked(),
                other.sql(),
                other.inputs(),
                other.used(),
                other.columns(),
                other.key(),
                other.stateful(),
                other.parallelism(),
                other.ttlMillis(),
                Version.topic(transform, number),
                "",
                "",
                "");
    }

    /** Whether the next one can go on from the state of the current one, and it means the same to both. */
    static boolean adopts(Version current, Version next) {
        return current.stateful().equals(next.stateful())
                && current.used().equals(next.used())
                && FlinkPlanner.sameBeginnings(current.inputs(), next.inputs())
                && current.parallelism() == next.parallelism()
                && keyTypes(current).equals(keyTypes(next));
    }

    private static List<String> keyTypes(Version version) {
        return version.key().stream()
                .map(key -> version.columns().stream()
                        .filter(column -> column.name().equals(key))
                        .map(column -> key + ' ' + column.type())
                        .findFirst()
                        .orElse(key))
                .toList();
    }

    /**
     * Makes the version's topic, and the transform's, with as many partitions: those of the input that has the most, or one when no key
     * tells rows apart.
     *
     * @return whether the transform's topic was not there
     */
    boolean prepareTopics(Version version, String output) {
        Collection<String> inputs =
                version.inputs().values().stream().map(Version.Input::topic).toList();
        LogEnds ends = parts.ends();
        int there = ends.partitions(output);
        int partitions = there > 0
                ? there
                : version.key().isEmpty()
                        ? 1
                        : inputs.stream().mapToInt(ends::partitions).max().orElse(1);
        OutputTopics topics = new OutputTopics(parts.kafka());
        String like = inputs.iterator().next();
        topics.ensure(like, partitions, output);
        topics.ensure(like, partitions, version.topic());
        return there == 0;
    }

    /**
     * Removes its topic and its group.
     *
     * @param checkpoints its checkpoints too: nobody goes on from them
     */
    void remove(Version version, boolean checkpoints) {
        parts.ends().remove(version.topic(), version.group(transform));
        String folder = parts.settings().folder(transform, version.number());
        if (checkpoints && CheckpointFolder.readable(folder)) {
            CheckpointFolder.remove(folder);
        }
    }
}
