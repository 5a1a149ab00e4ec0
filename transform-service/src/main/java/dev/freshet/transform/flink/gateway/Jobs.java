package dev.freshet.transform.flink.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The jobs of the cluster, by the JobManager's REST API. Safe for use by several threads. */
public final class Jobs {
    private static final int GONE = 404;
    /** What these say of themselves holds no row's values. */
    private static final Pattern TELLING = Pattern.compile(
            "^(org\\.apache\\.flink\\.runtime|org\\.apache\\.kafka|java\\.net|org\\.apache\\.flink\\.util\\.FlinkException).*");

    private final Http http;

    public Jobs(URI root) {
        http = new Http(root, "Flink's JobManager");
    }

    /**
     * A job.
     *
     * @param state as Flink calls it: RUNNING, RESTARTING, FAILED...
     * @param start milliseconds since 1970
     */
    public record Job(String id, String name, String state, long start) {
        /** Whether it came to its end. */
        public boolean ended() {
            return state.equals("FINISHED") || state.equals("CANCELED") || state.equals("FAILED");
        }
    }

    /**
     * How far its checkpoints are.
     *
     * @param completed number of the newest that is complete; -1: none
     * @param count     how many were completed since the job was started
     * @param path      of the newest checkpoint or savepoint; empty: none
     */
    public record Checkpoints(long completed, long count, String path) {}

    /** Where a savepoint that was asked for is. */
    public sealed interface Savepoint {
        record Pending() implements Savepoint {}

        record Done(String path) implements Savepoint {}

        record Failed(String reason) implements Savepoint {}
    }

    /** @throws FlinkUnavailableException when it cannot be asked; as all methods here */
    public List<Job> all() {
        List<Job> jobs = new ArrayList<>();
        http.get("/jobs/overview")
                .path("jobs")
                .forEach(job -> jobs.add(job(job, job.path("start-time").asLong())));
        return jobs;
    }

    private static Job job(JsonNode job, long start) {
        return new Job(
                job.path("jid").asText(),
                job.path("name").asText(),
                job.path("state").asText(),
                start);
    }

    /** Whether there are free slots, or task managers that may bring some. */
    public int taskManagers() {
        return http.get("/overview").path("taskmanagers").asInt();
    }

    /** Empty when nothing is known of it. */
    public Optional<Checkpoints> checkpoints(String job) {
        Http.Answer answer = http.send("GET", "/jobs/" + job + "/checkpoints", null);
        if (answer.status() == GONE) {
            return Optional.empty();
        }
        JsonNode body = http.require(answer);
        JsonNode checkpoint = body.path("latest").path("completed");
        JsonNode savepoint = body.path("latest").path("savepoint");
        JsonNode newest =
                savepoint.path("id").asLong(-1) > checkpoint.path("id").asLong(-1) ? savepoint : checkpoint;
        return Optional.of(new Checkpoints(
                newest.path("id").asLong(-1),
                body.path("counts").path("completed").asLong(),
                newest.path("external_path").asText("")));
    }

    /** Why it failed last, without a row's values; empty: it did not. */
    public String failure(String job) {
        Http.Answer answer = http.send("GET", "/jobs/" + job + "/exceptions?maxExceptions=1", null);
        if (!answer.ok()) {
            return "";
        }
        JsonNode entry = answer.body().path("exceptionHistory").path("entries").path(0);
        return entry.isMissingNode() ? "" : failure(entry);
    }

    private static String failure(JsonNode entry) {
        String trace = entry.path("stacktrace").asText();
        String root = trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .map(line -> line.substring("Caused by: ".length()))
                .orElse(trace.lines().findFirst().orElse(""));
        String task = entry.path("taskName").asText("");
        int end = task.indexOf('[');
        String where =
                task.isEmpty() || task.equals("null") ? "" : " in " + (end < 0 ? task : task.substring(0, end)).strip();
        return (TELLING.matcher(root).matches() ? root : root.replaceFirst(":.*", "")) + where;
    }

    /** Asks for a savepoint with which the job ends; the answer is what {@link #savepoint} is asked with. */
    public String stop(String job, String folder) {
        var body = JsonNodeFactory.instance.objectNode().put("drain", false);
        if (!folder.isEmpty()) {
            body.put("targetDirectory", folder);
        }
        return http.require(http.send("POST", "/jobs/" + job + "/stop", body))
                .path("request-id")
                .asText();
    }

    public Savepoint savepoint(String job, String request) {
        Http.Answer answer = http.send("GET", "/jobs/" + job + "/savepoints/" + request, null);
        if (answer.status() == GONE) {
            return new Savepoint.Failed("the JobManager knows nothing of it");
        }
        JsonNode body = http.require(answer);
        if (!body.path("status").path("id").asText().equals("COMPLETED")) {
            return new Savepoint.Pending();
        }
        JsonNode operation = body.path("operation");
        return operation.has("location")
                ? new Savepoint.Done(operation.path("location").asText())
                : new Savepoint.Failed(ServerError.of(
                        operation.path("failure-cause").path("stack-trace").asText()));
    }

    /** Ends it; what it wrote since its last checkpoint is never seen. */
    public void cancel(String job) {
        Http.Answer answer = http.send("PATCH", "/jobs/" + job + "?mode=cancel", null);
        // one that has ended cannot be cancelled, which is as well
        if (!answer.ok() && answer.status() != GONE && answer.status() != 409) {
            http.require(answer);
        }
    }
}
