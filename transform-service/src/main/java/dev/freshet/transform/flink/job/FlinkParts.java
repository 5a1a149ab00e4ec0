package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.gateway.Jobs;
import dev.freshet.transform.stream.KafkaSettings;
import dev.freshet.transform.stream.LogEnds;

/** What every transform on Flink is run with. */
public record FlinkParts(
        FlinkSettings settings, FlinkPlanner planner, Jobs jobs, KafkaSettings kafka, LogEnds ends, DeployedLog log) {}
