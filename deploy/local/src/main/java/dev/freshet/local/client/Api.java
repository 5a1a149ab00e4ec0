package dev.freshet.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The resources of Freshet, wherever they are served: sources by source-service, transforms by transform-service, the rest by
 * sink-service.
 *
 * @param transform null: no transform-service runs
 */
public record Api(ServiceClient source, @Nullable ServiceClient transform, ServiceClient sink) {
    private static final String ROOT = "/api/v1/";

    /** Columns and rows of a query; a cell is JSON's form of the value. */
    public record Answer(List<String> columns, List<JsonNode> rows) {}

    public static Api at(URI sourceService, URI sinkService) {
        return new Api(new ServiceClient(sourceService), null, new ServiceClient(sinkService));
    }

    public Api withTransforms(URI transformService) {
        return new Api(source, new ServiceClient(transformService), sink);
    }

    /** What the service says of a resource that is not applied; refused when it is not valid. */
    public JsonNode validate(Resource.Kind kind, JsonNode body) {
        return of(kind).post(ROOT + kind.path() + "/validate", body);
    }

    /** Which engine a transform runs on, {@code service} or {@code flink}; empty when its SQL cannot be read. */
    public String engine(JsonNode body) {
        return of(Resource.Kind.TRANSFORM)
                .postToHearWhatIsWrong(ROOT + "transforms/validate", body)
                .path("engine")
                .asText("");
    }

    /** The rows that a transform makes of the last records of its inputs, or of given ones; see its API. */
    public JsonNode test(String transform, JsonNode body) {
        return of(Resource.Kind.TRANSFORM).post(ROOT + "transforms/" + transform + "/test", body);
    }

    private ServiceClient of(Resource.Kind kind) {
        return switch (kind) {
            case SOURCE -> source;
            case TRANSFORM -> {
                if (transform == null) {
                    throw new Refused("transform-service is not running here. It is started by ./freshet up -f FILE and"
                            + " ./freshet apply -f FILE when the file holds a Transform");
                }
                yield transform;
            }
            case DESTINATION, PIPELINE -> sink;
        };
    }

    /** Creates the resource, or replaces it when there is one of that name. Returns the word for what happened. */
    public String apply(Resource resource) {
        String path = ROOT + resource.kind().path();
        try {
            of(resource.kind()).get(path + "/" + resource.name());
        } catch (Refused absent) {
            if (absent.status() != 404) {
                throw absent;
            }
            of(resource.kind()).post(path, resource.body());
            return "created";
        }
        of(resource.kind()).put(path + "/" + resource.name(), resource.body());
        return "updated";
    }

    public void delete(Resource.Kind kind, String name) {
        of(kind).delete(ROOT + kind.path() + "/" + name);
    }

    public JsonNode get(Resource.Kind kind, String name) {
        return of(kind).get(ROOT + kind.path() + "/" + name);
    }

    public List<JsonNode> list(Resource.Kind kind) {
        JsonNode answer = of(kind).get(ROOT + kind.path());
        List<JsonNode> all = new ArrayList<>();
        (answer.isArray() ? answer : answer.path("items")).forEach(all::add);
        return all;
    }

    /** What the service says of the resource, such as STREAMING; empty when it says nothing. */
    public String state(Resource.Kind kind, String name) {
        return get(kind, name).path("status").path("state").asText("");
    }

    /** What a MySQL statement would do to the pipeline's tables: blocks, and per table its steps and remarks. */
    public JsonNode plan(String pipeline, String statement, String database) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("statement", statement);
        if (!database.isEmpty()) {
            body.put("database", database);
        }
        return sink.post(ROOT + "pipelines/" + pipeline + "/schema-changes/plan", body);
    }

    /** Read-only SQL on a DuckDB destination. */
    public Answer query(String destination, String sql) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("sql", sql);
        JsonNode answer = sink.post(ROOT + "destinations/" + destination + "/query", body);
        List<String> columns = new ArrayList<>();
        answer.path("columns")
                .forEach(column -> columns.add(
                        column.isTextual()
                                ? column.asText()
                                : column.path("name").asText()));
        List<JsonNode> rows = new ArrayList<>();
        answer.path("rows").forEach(rows::add);
        return new Answer(columns, rows);
    }
}
