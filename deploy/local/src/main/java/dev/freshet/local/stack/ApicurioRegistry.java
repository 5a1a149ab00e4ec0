package dev.freshet.local.stack;

import dev.freshet.local.parts.Checkout;
import dev.freshet.local.parts.Part;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Launch;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.process.Ports;
import dev.freshet.local.process.Readiness;
import dev.freshet.local.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The schema registry, configured as the product ships it, on a file of its own: it starts without Kafka, so both start at
 * once. Only the ports are ours.
 */
public record ApicurioRegistry(ManagedProcess process, int port) implements Server {
    public static ApicurioRegistry prepare(PartStore parts, Run run) {
        Path home = parts.home(Part.APICURIO);
        Path data = run.data().resolve("apicurio");
        int port = Ports.remembered(data.resolve("port"));
        int management = Ports.remembered(data.resolve("management-port"));
        try {
            Files.createDirectories(data.resolve("config"));
            Files.copy(
                    Checkout.find().root().resolve("schema-registry/src/main/registry/config/application.properties"),
                    data.resolve("config/application.properties"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Program program = Program.ofQuarkus(home);
        List<String> options = List.of(
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + management);
        Launch launch = Launch.of(
                        "apicurio",
                        data,
                        run.logs().resolve("apicurio.log"),
                        Java.keeping(parts.kept(Part.APICURIO), "256m", options, program))
                .withGrace(KeptClasses.GRACE)
                .servingOn(port, Readiness.http("http://127.0.0.1:" + management + "/health/ready"))
                .withPatience(Duration.ofSeconds(120));
        return new ApicurioRegistry(new ManagedProcess(launch, run), port);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The Confluent-compatible API. */
    public String ccompatUrl() {
        return url() + "/apis/ccompat/v7";
    }
}
