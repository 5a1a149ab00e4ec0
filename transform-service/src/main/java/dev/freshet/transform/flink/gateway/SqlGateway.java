package dev.freshet.transform.flink.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Flink's SQL gateway, by its REST API version 3. Safe for use by several threads. */
public final class SqlGateway {
    private static final Logger LOG = Logger.getLogger(SqlGateway.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long PAUSE_MILLIS = 50;

    private static final Map<String, String> KINDS =
            Map.of("INSERT", "+I", "UPDATE_BEFORE", "-U", "UPDATE_AFTER", "+U", "DELETE", "-D");

    private final Http http;

    public SqlGateway(URI root) {
        http = new Http(root, "Flink's SQL gateway");
    }

    /**
     * What a statement answers.
     *
     * @param rows texts of the cells; null cells are the empty text
     * @param job  that it started; empty: none
     */
    public record Result(List<List<String>> rows, String job) {
        /** All text of the first column. */
        public String text() {
            StringBuilder text = new StringBuilder();
            rows.forEach(row -> text.append(row.get(0)).append('\n'));
            return text.toString();
        }
    }

    /**
     * What a query answers.
     *
     * @param columns names of its columns
     * @param changes of its rows, in their order
     */
    public record Changes(List<String> columns, List<Change> changes) {}

    /**
     * One change of a row.
     *
     * @param kind  {@code +I}, {@code -U}, {@code +U} or {@code -D}
     * @param cells numbers, truth and null as JSON has them, the rest as texts
     */
    public record Change(String kind, List<JsonNode> cells) {}

    /**
     * A session with these settings.
     *
     * @throws FlinkUnavailableException when the gateway cannot be reached
     */
    public Session open(Map<String, String> settings) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode properties = body.putObject("properties");
        settings.forEach(properties::put);
        String handle = http.require(http.send("POST", "/v3/sessions", body))
                .path("sessionHandle")
                .asText();
        return new Session(handle);
    }

    /** Tables and views live as long as it does; jobs live on. For one thread. */
    public final class Session implements AutoCloseable {
        private final String path;

        private Session(String handle) {
            path = "/v3/sessions/" + handle;
        }

        /**
         * Runs a statement to its end; of one that starts a job, until it is submitted.
         *
         * @throws FlinkRefusedException when Flink does not take it
         * @throws FlinkUnavailableException when gateway or cluster do not answer: a job may have been started all the same
         */
        public Result execute(String statement) {
            List<List<String>> rows = new ArrayList<>();
            String job =
                    run(statement, page -> page.path("results").path("data").forEach(row -> rows.add(cells(row))));
            return new Result(rows, job);
        }

        /**
         * Runs a query whose inputs end.
         *
         * @throws FlinkRefusedException when Flink does not take it, or it fails
         * @throws FlinkUnavailableException when gateway or cluster do not answer
         */
        public Changes changes(String query) {
            List<String> columns = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            run(query, page -> {
                if (columns.isEmpty()) {
                    page.path("results")
                            .path("columns")
                            .forEach(column -> columns.add(column.path("name").asText()));
                }
                page.path("results").path("data").forEach(row -> {
                    List<JsonNode> cells = new ArrayList<>();
                    row.path("fields").forEach(cells::add);
                    changes.add(new Change(KINDS.getOrDefault(row.path("kind").asText(), "+I"), cells));
                });
            });
            return new Changes(columns, changes);
        }

        /** Hands over each page of results; returns the job that was started, or the empty text. */
        private String run(String statement, Consumer<JsonNode> pages) {
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("statement", statement);
            String operation = checked(http.send("POST", path + "/statements", body))
                    .path("operationHandle")
                    .asText();
            String results = path + "/operations/" + operation + "/result/";
            String job = "";
            long token = 0;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                JsonNode page = checked(http.send("GET", results + token + "?rowFormat=JSON", null));
                job = page.path("jobID").asText(job);
                String type = page.path("resultType").asText();
                if (type.equals("NOT_READY")) {
                    pause();
                    continue;
                }
                pages.accept(page);
                if (type.equals("EOS") || page.path("nextResultUri").isMissingNode()) {
                    return job;
                }
                token++;
            }
            throw new FlinkUnavailableException("Flink's SQL gateway does not finish a statement in " + PATIENCE, null);
        }

        private JsonNode checked(Http.Answer answer) {
            if (answer.ok()) {
                return answer.body();
            }
            String errors = answer.errors();
            if (ServerError.unavailable(errors) || answer.status() == 503) {
                throw new FlinkUnavailableException("Flink's SQL gateway: " + ServerError.of(errors), null);
            }
            if (answer.status() == 404) {
                throw new FlinkUnavailableException("Flink's SQL gateway has forgotten the session", null);
            }
            throw ServerError.refused(errors);
        }

        private static List<String> cells(JsonNode row) {
            List<String> cells = new ArrayList<>();
            row.path("fields").forEach(cell -> cells.add(cell.isNull() ? "" : cell.asText()));
            return cells;
        }

        private static void pause() {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FlinkUnavailableException("Flink's SQL gateway: interrupted", e);
            }
        }

        @Override
        public void close() {
            try {
                http.send("DELETE", path, null);
            } catch (FlinkUnavailableException gone) {
                // the gateway ends idle sessions itself
                LOG.debugf("a session is left to the gateway: %s", gone.getMessage());
            }
        }
    }
}
