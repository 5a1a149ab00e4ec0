package dev.freshet.transform.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.rest.ResourceEndpoint;
import dev.freshet.control.rest.ResourceEndpoints;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Transforms: one SELECT over tables of sources, or over what other transforms make. */
@Path("/api/v1/transforms")
@Tag(name = "transforms")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class TransformResource {
    private static final int NOT_VALID = 422;

    private final ResourceEndpoint<TransformSpec> endpoint;
    private final Planning planning;
    private final Tests tests;
    private final Versions versions;

    public TransformResource(ResourceEndpoints endpoints, Planning planning, Tests tests, Versions versions) {
        this.planning = planning;
        this.tests = tests;
        this.versions = versions;
        endpoint = endpoints.of(Kind.TRANSFORM, TransformSpec.class, planning::violations);
    }

    @GET
    @Operation(operationId = "listTransforms", summary = "All transforms, with their status")
    public Response list() {
        return endpoint.list();
    }

    @POST
    @Operation(
            operationId = "createTransform",
            summary = "Create a transform; ?validate=false does not plan its SQL first")
    public Response create(String body, @QueryParam("validate") @DefaultValue("true") boolean validate) {
        return endpoint.create(body, validate);
    }

    @POST
    @Path("/validate")
    @Operation(
            operationId = "validateTransform",
            summary =
                    "Say which engine runs it and why, what it makes, and what is wrong with it, with line and column;"
                            + " changes nothing")
    public Response validate(String body) {
        TransformSpec spec = (TransformSpec)
                new ResourceJson().read(body, Kind.TRANSFORM, null).spec();
        ObjectNode answer = planning.describe(spec);
        List<Violation> violations = List.of();
        try {
            endpoint.validate(body);
        } catch (ResourceException.Invalid e) {
            violations = e.violations();
        }
        answer.put("valid", violations.isEmpty());
        ArrayNode all = answer.putArray("violations");
        violations.forEach(violation -> all.addObject()
                .put("field", violation.field())
                .put("problem", violation.problem())
                .put("mend", violation.mend()));
        return Response.status(violations.isEmpty() ? Response.Status.OK.getStatusCode() : NOT_VALID)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.toString())
                .build();
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getTransform", summary = "One transform, with its status")
    public Response get(String name) {
        return endpoint.get(name);
    }

    @PUT
    @Path("/{name}")
    @Operation(
            operationId = "replaceTransform",
            summary = "Create or replace a transform; the new SQL counts for the records behind those that were read")
    public Response replace(String name, String body, @QueryParam("validate") @DefaultValue("true") boolean validate) {
        return endpoint.replace(name, body, validate);
    }

    @DELETE
    @Path("/{name}")
    @Operation(operationId = "deleteTransform", summary = "Delete a transform; what it made stays")
    public Response delete(String name) {
        return endpoint.delete(name);
    }

    @POST
    @Path("/{name}/pause")
    @Operation(operationId = "pauseTransform", summary = "Let it rest; Kafka keeps what comes")
    public Response pause(String name) {
        return endpoint.pause(name);
    }

    @POST
    @Path("/{name}/resume")
    @Operation(operationId = "resumeTransform", summary = "Go on from where it rested")
    public Response resume(String name) {
        return endpoint.resume(name);
    }

    @POST
    @Path("/{name}/restart")
    @Operation(operationId = "restartTransform", summary = "Stop and start it, now")
    public Response restart(String name) {
        return endpoint.restart(name);
    }

    @POST
    @Path("/{name}/test")
    @Operation(
            operationId = "testTransform",
            summary =
                    "Show what it makes of given rows, or of the last records of its input; writes nothing:"
                            + " {\"rows\": [{...}]} or {\"last\": 10}, with \"sql\" for other SQL and \"transform\" for one that is not declared")
    public Response test(String name, String body) {
        return tests.answer(name, body);
    }

    @GET
    @Path("/{name}/versions")
    @Operation(operationId = "listTransformVersions", summary = "Its generations, newest first, with what each was")
    public Response versions(String name) {
        endpoint.get(name);
        return versions.answer(name);
    }
}
