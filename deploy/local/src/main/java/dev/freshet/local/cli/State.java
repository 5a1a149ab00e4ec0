package dev.freshet.local.cli;

import dev.freshet.local.client.Api;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource;
import dev.freshet.local.parts.Cache;
import dev.freshet.local.parts.Checkout;
import dev.freshet.local.parts.MySqlRelease;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Ledger;
import dev.freshet.local.process.Run;
import dev.freshet.local.stack.FlinkAddresses;
import dev.freshet.local.stack.FlinkCluster;
import dev.freshet.local.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --state} and what is found in that folder. */
final class State {
    @Option(names = "--state", description = "Folder with data, logs and the list of processes; default .freshet.")
    private @Nullable Path folder;

    Path folder() {
        return folder == null ? Checkout.find().state() : folder.toAbsolutePath();
    }

    Run run() {
        return Run.detached(folder());
    }

    boolean running() {
        return run().ledger().entries().stream().anyMatch(Ledger.Entry::running);
    }

    boolean running(String service) {
        return run().ledger().find(service).filter(Ledger.Entry::running).isPresent();
    }

    /**
     * Starts what the transforms among these need and does not run yet: the service, and Flink when the service says that one of them
     * runs there. The service is told from the start where Flink would be.
     */
    void ensureTransforms(List<Resource> resources) {
        List<Resource> transforms = resources.stream()
                .filter(resource -> resource.kind() == Resource.Kind.TRANSFORM)
                .toList();
        if (!transforms.isEmpty() && !running("transform-service")) {
            System.out.println("Starting transform-service ...");
            ServiceProcess.prepare(
                            Checkout.find(),
                            run(),
                            ServiceProcess.Settings.of("transform-service")
                                    .withEnvironment(FlinkAddresses.in(run()).environment()),
                            "127.0.0.1:" + url("kafka").getPort(),
                            url("apicurio") + "/apis/ccompat/v7")
                    .start();
        }
        if (transforms.stream()
                .anyMatch(transform -> api().engine(transform.body()).equals("flink"))) {
            ensureFlink();
        }
    }

    private void ensureFlink() {
        Run run = run();
        PartStore parts = new PartStore(
                Checkout.find(),
                Cache.ofUser(),
                MySqlRelease.of(System.getenv(MySqlRelease.VARIABLE)),
                line -> System.out.println("  " + line));
        FlinkCluster flink = FlinkCluster.prepare(parts, run);
        List<String> started = flink.startMissing(run);
        if (!started.isEmpty()) {
            System.out.println("Started " + String.join(", ", started) + "; Flink's page is " + flink.rest());
        }
    }

    Api api() {
        Api api = Api.at(url("source-service"), url("sink-service"));
        return running("transform-service") ? api.withTransforms(url("transform-service")) : api;
    }

    URI url(String service) {
        Optional<Ledger.Entry> entry = run().ledger().find(service).filter(Ledger.Entry::running);
        return entry.map(found -> URI.create("http://127.0.0.1:" + found.port()))
                .orElseThrow(() -> new Refused(service + " is not running here. Start it with ./freshet up -f FILE"));
    }

    /** An empty folder for a run whose data is kept; what the last such run kept there is deleted. */
    static Path fresh(String name) {
        Path folder = Checkout.find().state().resolve(name);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return folder;
    }
}
