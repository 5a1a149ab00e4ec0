package dev.freshet.sink.run;

import dev.freshet.control.state.Activity.Severity;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.metrics.PipelineFigures;
import java.util.Map;

/** Counts flushes that did not wait for their policy, where each costs money, and says so once. Used by one thread. */
final class EarlyFlushes {
    private final String pipeline;
    private final Destination destination;
    private final PipelineVoice voice;
    private final PipelineFigures figures;
    private boolean said;

    EarlyFlushes(String pipeline, Destination destination, PipelineVoice voice, PipelineFigures figures) {
        this.pipeline = pipeline;
        this.destination = destination;
        this.voice = voice;
        this.figures = figures;
    }

    void met() {
        if (destination.cost(pipeline).isEmpty()) {
            return;
        }
        figures.flushedEarly();
        if (!said) {
            said = true;
            voice.activity(
                    "flush.early",
                    Severity.WARNING,
                    "pipeline " + pipeline + " writes sooner than its flush policy says, because the buffer is full;"
                            + " give the service a larger FRESHET_BUFFER_SIZE (and heap for it), or choose a shorter interval",
                    Map.of());
        }
    }
}
