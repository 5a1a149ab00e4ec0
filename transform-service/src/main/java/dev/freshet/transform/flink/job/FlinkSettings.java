package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.ddl.Endpoints;
import java.net.URI;
import java.time.Duration;

/**
 * The cluster.
 *
 * @param gateway     of SQL
 * @param rest        of the JobManager
 * @param endpoints   as the cluster reaches them
 * @param checkpoints folder of all checkpoints, a URI as the cluster sees it; empty: as the cluster has it
 * @param interval    between checkpoints
 */
public record FlinkSettings(URI gateway, URI rest, Endpoints endpoints, String checkpoints, Duration interval) {
    /** Folder of a version's checkpoints; empty: as the cluster has it. */
    String folder(String transform, int version) {
        return checkpoints.isEmpty() ? "" : checkpoints.replaceFirst("/+$", "") + "/" + transform + "/v" + version;
    }
}
