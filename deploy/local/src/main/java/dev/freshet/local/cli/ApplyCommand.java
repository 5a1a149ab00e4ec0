package dev.freshet.local.cli;

import dev.freshet.local.client.Api;
import dev.freshet.local.client.Resource;
import dev.freshet.local.client.ResourceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet apply}. */
@Command(
        name = "apply",
        description = "Create or replace the resources of a file on the running services.",
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "Resources, YAML or JSON.")
    private Path file = Path.of("");

    @Mixin
    private State state = new State();

    @Override
    public Integer call() {
        List<Resource> resources = ResourceFile.read(file);
        state.ensureTransforms(resources);
        apply(state.api(), resources);
        return 0;
    }

    static void apply(Api api, List<Resource> resources) {
        for (Resource resource : resources) {
            System.out.println(resource.kind().word() + " " + resource.name() + " " + api.apply(resource));
        }
    }
}
