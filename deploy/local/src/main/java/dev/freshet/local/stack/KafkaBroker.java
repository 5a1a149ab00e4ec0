package dev.freshet.local.stack;

import dev.freshet.local.parts.Part;
import dev.freshet.local.parts.PartStore;
import dev.freshet.local.process.Launch;
import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.process.Ports;
import dev.freshet.local.process.ProcessFailed;
import dev.freshet.local.process.Readiness;
import dev.freshet.local.process.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One Kafka node in KRaft mode, broker and controller. Topics are never made by accident: auto-creation is off. */
public record KafkaBroker(ManagedProcess process, int port) implements Server {
    private static final String CLUSTER_ID = "ZnJlc2hldC1sb2NhbC0wMQ";
    private static final List<String> LOGGING = Stream.of(
                    "defaultLogLevel=warn",
                    "log.kafka.server=info",
                    "log.org.apache.kafka.server=info",
                    "showDateTime=true",
                    "dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS")
            .map(setting -> "-Dorg.slf4j.simpleLogger." + setting)
            .toList();

    public static KafkaBroker prepare(PartStore parts, Run run) {
        Path data = run.data().resolve("kafka");
        int port = Ports.remembered(data.resolve("port"));
        int controllerPort = Ports.remembered(data.resolve("controller-port"));
        Path config = data.resolve("server.properties");
        Path log = data.resolve("log");
        if (!Files.exists(log.resolve("meta.properties"))) {
            Seed.copy(parts.derived(Part.KAFKA, "data", draft -> format(parts, draft)), log);
        }
        write(config, properties(log, port, controllerPort));
        Program program = Program.ofFolder(parts.home(Part.KAFKA).resolve("lib"), "kafka.Kafka");
        Launch launch = Launch.of(
                        "kafka",
                        data,
                        run.logs().resolve("kafka.log"),
                        Java.keeping(parts.kept(Part.KAFKA), "320m", LOGGING, program, config.toString()))
                .withGrace(KeptClasses.GRACE)
                .servingOn(port, Readiness.logged("Kafka Server started").and(Readiness.tcp(port)))
                .withPatience(Duration.ofSeconds(90));
        return new KafkaBroker(new ManagedProcess(launch, run), port);
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    private static void write(Path config, String properties) {
        try {
            Files.createDirectories(config.getParent());
            Files.writeString(config, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once per machine: every later broker starts on a copy. */
    private static void format(PartStore parts, Path draft) throws IOException {
        Path config = Files.createTempFile("freshet-kafka-format", ".properties");
        Path log = Files.createTempFile("freshet-kafka-format", ".log");
        Files.writeString(config, properties(draft, 1, 2));
        Program tool = Program.ofFolder(parts.home(Part.KAFKA).resolve("lib"), "kafka.tools.StorageTool");
        List<String> options = Stream.concat(Stream.of("-XX:TieredStopAtLevel=1"), LOGGING.stream())
                .toList();
        List<String> command = Java.command("96m", options, tool, "format", "-t", CLUSTER_ID, "-c", config.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new ProcessFailed("Kafka's storage could not be formatted:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ProcessFailed("Interrupted while formatting Kafka's storage", e);
        }
        Files.delete(config);
        Files.delete(log);
    }

    private static String properties(Path logs, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=8
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=8
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.segment.bytes=134217728
                log.index.size.max.bytes=1048576
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=16777216
                """.formatted(port, controllerPort, logs);
    }
}
