package dev.freshet.control.rest;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.store.ResourceView;
import java.util.ArrayList;
import java.util.List;

/** What holds between resources: pipelines name what exists, and what they name is not deleted. */
final class CrossChecks {
    private CrossChecks() {}

    static List<Violation> violations(Spec spec, ResourceView view) {
        return switch (spec) {
            case PipelineSpec pipeline -> pipeline(pipeline, view);
            case SourceSpec source -> List.of();
            case DestinationSpec destination -> List.of();
        };
    }

    private static List<Violation> pipeline(PipelineSpec pipeline, ResourceView view) {
        List<Violation> violations = new ArrayList<>();
        exists(violations, view, Kind.SOURCE, pipeline.source(), SourceSpec.class);
        exists(violations, view, Kind.DESTINATION, pipeline.destination(), DestinationSpec.class);
        return violations;
    }

    private static <S extends Spec> void exists(
            List<Violation> violations, ResourceView view, Kind kind, String name, Class<S> type) {
        if (view.find(new ResourceId(kind, name), type).isEmpty()) {
            List<String> names = names(view, type);
            violations.add(new Violation(
                    kind.singular(),
                    "there is no " + kind.singular() + " '" + name + "'",
                    names.isEmpty()
                            ? "Create it first, with POST /api/v1/" + kind.plural() + "."
                            : "Create it first, or name one of: " + String.join(", ", names) + "."));
        }
    }

    static <S extends Spec> List<String> names(ResourceView view, Class<S> type) {
        return view.all(type).stream().map(resource -> resource.id().name()).toList();
    }

    /** Names of the pipelines that need it. */
    static List<String> users(ResourceId id, ResourceView view) {
        return view.all(PipelineSpec.class).stream()
                .filter(pipeline -> uses(pipeline, id))
                .map(pipeline -> pipeline.id().name())
                .toList();
    }

    private static boolean uses(Resource<PipelineSpec> pipeline, ResourceId id) {
        return switch (id.kind()) {
            case SOURCE -> pipeline.spec().source().equals(id.name());
            case DESTINATION -> pipeline.spec().destination().equals(id.name());
            case PIPELINE -> false;
        };
    }
}
