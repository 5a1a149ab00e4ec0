package dev.freshet.sink.api;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pipelines: tables of a source into a destination. */
@Path("/api/v1/pipelines")
@Tag(name = "pipelines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class PipelineResource {
    private final ResourceEndpoint<PipelineSpec> endpoint;
    private final Plans plans;

    public PipelineResource(ResourceEndpoints endpoints, LiveChecks checks, Plans plans) {
        this.plans = plans;
        endpoint = endpoints.of(Kind.PIPELINE, PipelineSpec.class, checks::pipeline);
    }

    @GET
    @Operation(operationId = "listPipelines", summary = "All pipelines, with their status")
    public Response list() {
        return endpoint.list();
    }

    @POST
    @Operation(
            operationId = "createPipeline",
            summary = "Create a pipeline; ?validate=false does not ask the destination itself")
    public Response create(String body, @QueryParam("validate") @DefaultValue("true") boolean validate) {
        return endpoint.create(body, validate);
    }

    @POST
    @Path("/validate")
    @Operation(operationId = "validatePipeline", summary = "Say what is wrong with a pipeline; changes nothing")
    public Response validate(String body) {
        return endpoint.validate(body);
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getPipeline", summary = "One pipeline, with its status")
    public Response get(String name) {
        return endpoint.get(name);
    }

    @PUT
    @Path("/{name}")
    @Operation(operationId = "replacePipeline", summary = "Create or replace a pipeline")
    public Response replace(String name, String body, @QueryParam("validate") @DefaultValue("true") boolean validate) {
        return endpoint.replace(name, body, validate);
    }

    @DELETE
    @Path("/{name}")
    @Operation(operationId = "deletePipeline", summary = "Delete a pipeline; what it wrote stays")
    public Response delete(String name) {
        return endpoint.delete(name);
    }

    @POST
    @Path("/{name}/pause")
    @Operation(operationId = "pausePipeline", summary = "Let it rest; Kafka keeps what comes")
    public Response pause(String name) {
        return endpoint.pause(name);
    }

    @POST
    @Path("/{name}/resume")
    @Operation(operationId = "resumePipeline", summary = "Go on from where it rested")
    public Response resume(String name) {
        return endpoint.resume(name);
    }

    @POST
    @Path("/{name}/restart")
    @Operation(operationId = "restartPipeline", summary = "Stop and start it, now")
    public Response restart(String name) {
        return endpoint.restart(name);
    }

    @POST
    @Path("/{name}/schema-changes/plan")
    @Operation(
            operationId = "planSchemaChange",
            summary = "Say what a MySQL statement would do to the destination's tables; changes nothing:"
                    + " {\"statement\": \"ALTER TABLE ...\", \"database\": \"shop\"}")
    public Response planSchemaChange(String name, String body) {
        return plans.answer(name, body);
    }
}
