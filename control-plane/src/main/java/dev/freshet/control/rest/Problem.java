package dev.freshet.control.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.Violation;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * An error answer, RFC 9457.
 *
 * @param type       a relative reference that names the sort of problem
 * @param violations one for each wrong field, possibly none
 */
public record Problem(String type, String title, int status, String detail, List<Violation> violations) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Without violations. */
    public Problem(String type, String title, int status, String detail) {
        this(type, title, status, detail, List.of());
    }

    public String toJson() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("type", "/problems/" + type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!violations.isEmpty()) {
            ArrayNode array = node.putArray("violations");
            violations.forEach(violation -> array.addObject()
                    .put("field", violation.field())
                    .put("problem", violation.problem())
                    .put("mend", violation.mend()));
        }
        return node.toString();
    }

    public Response toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(toJson()).build();
    }
}
