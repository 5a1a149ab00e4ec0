package dev.freshet.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource;
import dev.freshet.local.client.ResourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet test-transform}: exit status 0 when every row could be evaluated. */
@Command(
        name = "test-transform",
        description = "Show what a transform makes of rows, or of the last records of its input, without deploying it.",
        mixinStandardHelpOptions = true)
final class TestTransformCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A transform that is declared, or one of FILE.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The transform as it stands in this file; it need not be applied.")
    private @Nullable Path file;

    @Option(names = "--sql", paramLabel = "SQL", description = "Other SQL than the declared one.")
    private @Nullable String sql;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many records of each input; default ${DEFAULT-VALUE}.")
    private int last;

    @Option(
            names = "--rows",
            paramLabel = "JSON",
            description =
                    "Rows instead: [{\"column\": value}, {\"before\": {...}, \"after\": {...}}]; for several inputs on Flink"
                            + " {\"input\": [{\"column\": value}]}.")
    private @Nullable String rows;

    @Mixin
    private State state = new State();

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String transform = name;
        if (file != null) {
            Resource resource = declared(ResourceFile.read(file));
            transform = resource.name();
            body.set("transform", resource.body());
            state.ensureTransforms(List.of(resource));
        }
        if (transform == null) {
            throw new Refused("Name a transform, or give a file that holds one with -f FILE");
        }
        if (sql != null) {
            body.put("sql", sql);
        }
        if (rows == null) {
            body.put("last", last);
        } else {
            body.set("rows", json(rows));
        }
        return show(state.api().test(transform, body));
    }

    private Resource declared(List<Resource> resources) {
        List<Resource> transforms = resources.stream()
                .filter(resource -> resource.kind() == Resource.Kind.TRANSFORM)
                .filter(resource -> name == null || resource.name().equals(name))
                .toList();
        if (transforms.size() != 1) {
            throw new Refused(file + " holds " + transforms.size() + " transforms"
                    + (name == null ? "" : " named " + name) + "; name one that it holds");
        }
        return transforms.get(0);
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new Refused("--rows is not JSON: " + e.getOriginalMessage());
        }
    }

    /** On Flink a row of the output may come of many of the inputs, so each is shown by itself. */
    private static void list(String what, JsonNode changes) {
        System.out.println(what + (changes.isEmpty() ? ": nothing" : ""));
        changes.forEach(change -> System.out.println("   " + change.path("kind").asText() + " " + change.path("row")));
    }

    private static int show(JsonNode answer) {
        if (answer.path("engine").asText().equals("flink")) {
            answer.path("inputs").properties().forEach(input -> list(input.getKey(), input.getValue()));
            list("output", answer.path("output"));
            return 0;
        }
        boolean failed = false;
        for (JsonNode result : answer.path("results")) {
            JsonNode input = result.path("input");
            System.out.println(input.path("op").asText("?") + "  "
                    + (input.has("after") ? input.path("after") : input.path("before")));
            String kind = result.path("kind").asText("");
            JsonNode output = result.path("output");
            if (result.has("error")) {
                failed = true;
                System.out.println("   error: " + result.path("error").asText());
            }
            if (kind.isEmpty()) {
                System.out.println("   (nothing)");
            }
            if (output.has("before")) {
                System.out.println("   " + (kind.equals("-D") ? "-D" : "-U") + " " + output.path("before"));
            }
            if (output.has("after")) {
                System.out.println("   " + (kind.equals("+I") ? "+I" : "+U") + " " + output.path("after"));
            }
        }
        return failed ? 1 : 0;
    }
}
