package dev.freshet.control.resource;

import java.util.List;

/** What a user declares of one kind of resource. Strings may hold secret references, never resolved secrets. */
public sealed interface Spec permits SourceSpec, TransformSpec, DestinationSpec, PipelineSpec {
    Kind kind();

    /** All that is wrong with it, judged without asking any system; empty when nothing is. */
    List<Violation> violations();
}
