package dev.freshet.control.rest;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.store.ResourceView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What holds between resources: pipelines and transforms name what exists, and what they name is not deleted. A source and a transform
 * never share a name, since topics begin with it.
 */
final class CrossChecks {
    private CrossChecks() {}

    static List<Violation> violations(ResourceId id, Spec spec, ResourceView view) {
        List<Violation> violations = new ArrayList<>();
        switch (spec) {
            case PipelineSpec pipeline -> {
                if (!makesTopics(pipeline.source(), view)) {
                    violations.add(missing("source", "source", pipeline.source(), makers(view), Kind.SOURCE));
                }
                if (view.find(new ResourceId(Kind.DESTINATION, pipeline.destination()), DestinationSpec.class)
                        .isEmpty()) {
                    List<String> names = names(view, DestinationSpec.class);
                    violations.add(
                            missing("destination", "destination", pipeline.destination(), names, Kind.DESTINATION));
                }
            }
            case TransformSpec transform -> {
                transform(id, transform, view, violations);
                free(id, Kind.SOURCE, SourceSpec.class, view, violations);
            }
            case SourceSpec source -> free(id, Kind.TRANSFORM, TransformSpec.class, view, violations);
            case DestinationSpec destination -> {}
        }
        return violations;
    }

    private static void transform(
            ResourceId id, TransformSpec transform, ResourceView view, List<Violation> violations) {
        transform.inputs().forEach((name, topic) -> {
            String maker = TransformSpec.maker(topic);
            if (!makesTopics(maker, view)) {
                violations.add(missing("inputs." + name, "source or transform", maker, makers(view), Kind.SOURCE));
            } else if (reads(maker, id.name(), view, new HashSet<>())) {
                violations.add(new Violation(
                        "inputs." + name,
                        "'" + topic + "' is made, directly or not, from what this transform makes",
                        "Transforms may not form a circle: take another input."));
            }
        });
    }

    /** Whether {@code name} is, or reads directly or not, what {@code wanted} makes. */
    private static boolean reads(String name, String wanted, ResourceView view, Set<String> seen) {
        if (name.equals(wanted)) {
            return true;
        }
        return seen.add(name)
                && view.find(new ResourceId(Kind.TRANSFORM, name), TransformSpec.class).stream()
                        .flatMap(found -> found.spec().inputs().values().stream())
                        .anyMatch(topic -> reads(TransformSpec.maker(topic), wanted, view, seen));
    }

    private static <S extends Spec> void free(
            ResourceId id, Kind other, Class<S> type, ResourceView view, List<Violation> violations) {
        if (view.find(new ResourceId(other, id.name()), type).isPresent()) {
            violations.add(new Violation(
                    "name",
                    "there is a " + other.singular() + " '" + id.name() + "' already",
                    "Choose another name: the topics of sources and transforms begin with it."));
        }
    }

    private static boolean makesTopics(String name, ResourceView view) {
        return view.find(new ResourceId(Kind.SOURCE, name), SourceSpec.class).isPresent()
                || view.find(new ResourceId(Kind.TRANSFORM, name), TransformSpec.class)
                        .isPresent();
    }

    private static Violation missing(String field, String what, String name, List<String> names, Kind kind) {
        return new Violation(
                field,
                "there is no " + what + " '" + name + "'",
                names.isEmpty()
                        ? "Create it first, with POST /api/v1/" + kind.plural() + "."
                        : "Create it first, or name one of: " + String.join(", ", names) + ".");
    }

    private static List<String> makers(ResourceView view) {
        return Stream.concat(names(view, SourceSpec.class).stream(), names(view, TransformSpec.class).stream())
                .sorted()
                .toList();
    }

    static <S extends Spec> List<String> names(ResourceView view, Class<S> type) {
        return view.all(type).stream().map(resource -> resource.id().name()).toList();
    }

    /** The resources that need it. */
    static List<ResourceId> users(ResourceId id, ResourceView view) {
        Stream<ResourceId> pipelines = view.all(PipelineSpec.class).stream()
                .filter(pipeline -> uses(pipeline.spec(), id))
                .map(pipeline -> pipeline.id());
        Stream<ResourceId> transforms = view.all(TransformSpec.class).stream()
                .filter(transform -> uses(transform.spec(), id))
                .map(transform -> transform.id());
        return Stream.concat(transforms, pipelines).toList();
    }

    private static boolean uses(PipelineSpec pipeline, ResourceId id) {
        return switch (id.kind()) {
            case SOURCE, TRANSFORM -> pipeline.source().equals(id.name());
            case DESTINATION -> pipeline.destination().equals(id.name());
            case PIPELINE -> false;
        };
    }

    private static boolean uses(TransformSpec transform, ResourceId id) {
        return switch (id.kind()) {
            case SOURCE, TRANSFORM ->
                transform.inputs().values().stream()
                        .anyMatch(topic -> TransformSpec.maker(topic).equals(id.name()));
            case DESTINATION, PIPELINE -> false;
        };
    }
}
