package dev.freshet.sink.run;

import dev.freshet.control.state.Reports;
import dev.freshet.sink.apply.DecoderCache;
import dev.freshet.sink.metrics.Figures;
import dev.freshet.sink.stream.KafkaSettings;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What every pipeline of this process is run with.
 *
 * @param replica     who this process is, for status
 * @param bufferBytes of records that may wait in this process, all its pipelines together
 */
public record Parts(
        KafkaSettings kafka,
        DecoderCache decoders,
        OpenDestinations destinations,
        Reports reports,
        Figures figures,
        String replica,
        long bufferBytes,
        Clock clock,
        RandomGenerator random) {}
