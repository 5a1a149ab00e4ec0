package dev.freshet.transform.run;

import dev.freshet.control.state.Reports;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.metrics.Figures;
import dev.freshet.transform.stream.KafkaSettings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What every transform of this process is run with.
 *
 * @param replica who this process is, for status
 * @param flink   null: there is no cluster
 */
public record Parts(
        KafkaSettings kafka,
        GuardedRegistry registry,
        Reports reports,
        Figures figures,
        VersionLog versions,
        String replica,
        Clock clock,
        @Nullable FlinkParts flink) {}
