package dev.freshet.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource;
import dev.freshet.local.parts.PartUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet plan-ddl}, for people and for CI: exit status 0 when nothing blocks, 1 when a table would rest or lose data, else 2. */
@Command(
        name = "plan-ddl",
        description = "Say what a MySQL statement would do to the destinations' tables, without doing it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:nothing blocks",
            "1:some table would rest or lose data",
            "2:the statement cannot be read, or the services not reached"
        })
final class PlanDdlCommand implements Callable<Integer> {
    private static final int UNABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "STATEMENT",
            description = "Such as \"ALTER TABLE shop.orders ...\"; - reads it.")
    private @Nullable String statement;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A file with the statements.")
    private @Nullable Path file;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only this one; default all.")
    private @Nullable String pipeline;

    @Option(names = "--database", defaultValue = "", description = "Of tables that are named without one.")
    private String database = "";

    @Mixin
    private State state = new State();

    @Override
    public Integer call() {
        PrintWriter err = spec == null
                ? new PrintWriter(System.err, true)
                : spec.commandLine().getErr();
        try {
            String text = text(System.in);
            Api api = state.api();
            boolean blocks = false;
            for (String name : pipelines(api)) {
                JsonNode plan = api.plan(name, text, database);
                PlanText.of(plan).forEach(System.out::println);
                blocks |= plan.path("blocks").asBoolean();
            }
            return blocks ? 1 : 0;
        } catch (IOException unreadable) {
            err.println("freshet: " + unreadable.getMessage() + " cannot be read");
        } catch (Refused | PartUnavailable refused) {
            err.println("freshet: " + refused.getMessage());
        } catch (RuntimeException defect) {
            // not 1, which CI would take for a statement that blocks
            err.println("freshet: the plan was not made, by a defect of Freshet; please report it with this:");
            defect.printStackTrace(err);
        }
        err.flush();
        return UNABLE;
    }

    String text(InputStream in) throws IOException {
        if (file != null && statement == null) {
            return Files.readString(file);
        }
        if (statement == null || file != null) {
            throw new Refused("Give one statement, or -f FILE, or - for standard input");
        }
        return statement.equals("-") ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : statement;
    }

    private List<String> pipelines(Api api) {
        if (pipeline != null) {
            return List.of(pipeline);
        }
        List<String> all = api.list(Resource.Kind.PIPELINE).stream()
                .map(one -> one.path("name").asText())
                .toList();
        if (all.isEmpty()) {
            throw new Refused("There is no pipeline. Create one with ./freshet apply -f FILE");
        }
        return all;
    }
}
