package dev.freshet.sink.run;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;

/** One pipeline as it is to run: a change of either resource is another job. */
public record PipelineJob(Resource<PipelineSpec> pipeline, Resource<DestinationSpec> destination) {
    String name() {
        return pipeline.id().name();
    }
}
