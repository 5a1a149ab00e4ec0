package dev.freshet.local.stack;

import dev.freshet.local.process.Ports;
import dev.freshet.local.process.Run;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Where a run's Flink cluster is, or will be: known before it is started, so that a service can be told of a cluster that comes on
 * demand.
 *
 * @param home the cluster's own folder
 * @param rpcPort where JobManager and TaskManager meet
 * @param restPort the JobManager's REST API and web page
 * @param gatewayPort the SQL gateway's REST API
 */
public record FlinkAddresses(Path home, int rpcPort, int restPort, int gatewayPort) {
    /** As the run remembers them; while no part of the cluster runs, a port that somebody else took is replaced. */
    public static FlinkAddresses in(Run run) {
        Path home = run.data().resolve("flink");
        boolean running = FlinkCluster.NAMES.stream().anyMatch(name -> FlinkCluster.running(run, name));
        ToIntFunction<Path> port = running ? Ports::noted : Ports::remembered;
        return new FlinkAddresses(
                home,
                port.applyAsInt(home.resolve("rpc-port")),
                port.applyAsInt(home.resolve("rest-port")),
                port.applyAsInt(home.resolve("gateway-port")));
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    public URI rest() {
        return URI.create("http://127.0.0.1:" + restPort);
    }

    /** The folder of checkpoints and savepoints, as the cluster and everyone on this machine sees it. */
    public URI checkpoints() {
        return URI.create("file://" + home.resolve("checkpoints"));
    }

    /** What transform-service must be told. */
    public Map<String, String> environment() {
        return Map.of(
                "FRESHET_FLINK_GATEWAY",
                gateway().toString(),
                "FRESHET_FLINK_REST",
                rest().toString(),
                "FRESHET_FLINK_CHECKPOINTS",
                checkpoints().toString());
    }
}
