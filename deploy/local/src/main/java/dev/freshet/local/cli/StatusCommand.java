package dev.freshet.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource;
import dev.freshet.local.process.Ledger;
import dev.freshet.local.process.ProcFs;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code freshet status}: exit status 0 when everything runs. */
@Command(name = "status", description = "Show processes and resources.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private State state = new State();

    @Override
    public Integer call() {
        List<Ledger.Entry> entries = state.run().ledger().entries();
        if (entries.isEmpty()) {
            System.out.println("Nothing is up. Start with ./freshet up -f FILE");
            return 1;
        }
        System.out.printf("%-16s %8s %7s %8s %9s%n", "process", "pid", "port", "memory", "cpu");
        entries.forEach(StatusCommand::print);
        boolean allRun = entries.stream().allMatch(Ledger.Entry::running);
        if (allRun) {
            System.out.println();
            resources(state.api());
        }
        return allRun ? 0 : 1;
    }

    private static void print(Ledger.Entry entry) {
        if (entry.running()) {
            System.out.printf(
                    "%-16s %8d %7d %5d MB %7.1f s%n",
                    entry.name(),
                    entry.pid(),
                    entry.port(),
                    ProcFs.rssBytes(entry.pid()) >> 20,
                    ProcFs.cpuSeconds(entry.pid()));
        } else {
            System.out.printf("%-16s has ended; its log is %s%n", entry.name(), entry.log());
        }
    }

    private static void resources(Api api) {
        System.out.printf("%-12s %-24s %-14s %s%n", "kind", "name", "state", "");
        for (Resource.Kind kind : Resource.Kind.values()) {
            if (kind == Resource.Kind.TRANSFORM && api.transform() == null) {
                continue;
            }
            try {
                api.list(kind).forEach(resource -> print(kind, resource));
            } catch (Refused e) {
                System.out.printf("%-12s %s%n", kind.word(), e.getMessage());
            }
        }
    }

    private static void print(Resource.Kind kind, JsonNode resource) {
        JsonNode status = resource.path("status");
        System.out.printf(
                "%-12s %-24s %-14s %s%n",
                kind.word(),
                resource.path("name").asText("?"),
                status.path("state").asText("-"),
                status.path("cause").asText(status.path("detail").asText("")));
    }
}
