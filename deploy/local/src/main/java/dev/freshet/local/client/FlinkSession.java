package dev.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A session at Flink's SQL gateway, in which statements are run one after another. Not safe for threads. */
public final class FlinkSession implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /**
     * What a statement made.
     *
     * @param columns their names
     * @param rows    each an array of values as the gateway writes them: numbers, truth and NULL as JSON has them, the rest as texts
     * @param jobId   of the job that it submitted; empty when it submitted none
     */
    public record Answer(List<String> columns, List<JsonNode> rows, String jobId) {}

    private final ServiceClient gateway;
    private final String path;

    private FlinkSession(ServiceClient gateway, String path) {
        this.gateway = gateway;
        this.path = path;
    }

    /**
     * @param gateway without a path
     * @param properties Flink's configuration for what is run here, such as {@code execution.runtime-mode}
     * @throws Refused when the gateway does not answer
     */
    public static FlinkSession open(URI gateway, Map<String, String> properties) {
        ServiceClient client = new ServiceClient(gateway);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        properties.forEach(body.putObject("properties")::put);
        String handle = client.post("/v3/sessions", body).path("sessionHandle").asText();
        return new FlinkSession(client, "/v3/sessions/" + handle);
    }

    /**
     * Runs a statement and returns when all its rows are here; of an INSERT, when its job is submitted.
     *
     * @throws Refused when Flink cannot run it; the message is the gateway's, with its trace
     */
    public Answer run(String sql) {
        JsonNode operation = gateway.post(
                path + "/statements", JsonNodeFactory.instance.objectNode().put("statement", sql));
        String next = path + "/operations/" + operation.path("operationHandle").asText() + "/result/0?rowFormat=JSON";
        List<String> columns = new ArrayList<>();
        List<JsonNode> rows = new ArrayList<>();
        String jobId = "";
        while (!next.isEmpty()) {
            JsonNode page = gateway.get(next);
            String type = page.path("resultType").asText();
            if (type.equals("NOT_READY")) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            if (page.has("jobID")) {
                jobId = page.path("jobID").asText();
            }
            if (columns.isEmpty()) {
                page.path("results")
                        .path("columns")
                        .forEach(column -> columns.add(column.path("name").asText()));
            }
            page.path("results").path("data").forEach(row -> rows.add(row.path("fields")));
            next = page.path("nextResultUri").asText("");
        }
        return new Answer(List.copyOf(columns), List.copyOf(rows), jobId);
    }

    @Override
    public void close() {
        gateway.delete(path);
    }
}
