package dev.freshet.local.cli;

import dev.freshet.local.client.Resource;
import dev.freshet.local.client.ResourceFile;
import dev.freshet.local.process.Ledger;
import dev.freshet.local.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet up}. */
@Command(
        name = "up",
        description = "Start Kafka, the schema registry and Freshet's services in the background, and apply resources.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Resources to apply once it is up (YAML or JSON).")
    private @Nullable Path file;

    @Mixin
    private State state = new State();

    @Override
    public Integer call() {
        // read before anything is started: a typing error should not cost a start
        List<Resource> resources = file == null ? List.of() : ResourceFile.read(file);
        if (state.running()) {
            System.out.println("Already up.");
        } else {
            System.out.println("Starting Kafka, the schema registry and Freshet's services ...");
            Stack.plan()
                    .detachedIn(state.folder())
                    .services()
                    .progress(line -> System.out.println("  " + line))
                    .start();
        }
        state.ensureTransforms(resources);
        ApplyCommand.apply(state.api(), resources);
        for (Ledger.Entry entry : state.run().ledger().entries()) {
            System.out.printf("%-16s %s%n", entry.name(), address(entry));
        }
        System.out.println("See ./freshet status and ./freshet logs; ./freshet down stops it and keeps the data.");
        return 0;
    }

    private static String address(Ledger.Entry entry) {
        return switch (entry.name()) {
            case "kafka" -> "127.0.0.1:" + entry.port();
            case "apicurio" -> "http://127.0.0.1:" + entry.port() + "/apis/ccompat/v7";
            case "flink-jobmanager", "flink-gateway" -> "http://127.0.0.1:" + entry.port();
            case "flink-taskmanager" -> "";
            default -> "http://127.0.0.1:" + entry.port() + "/api/v1";
        };
    }
}
