package dev.freshet.source.api;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.rest.ResourceEndpoint;
import dev.freshet.control.rest.ResourceEndpoints;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sources' REST API. Bodies are JSON or YAML, the same as a file for {@code freshet apply}. */
@Path("/api/v1/sources")
@Produces({MediaType.APPLICATION_JSON, Forms.PROBLEM})
@Consumes(MediaType.WILDCARD)
@Blocking
@Tag(name = "sources", description = "Databases to capture")
@APIResponse(
        responseCode = "4XX",
        description = "Refused: what, which field, and the mend",
        content = @Content(mediaType = Forms.PROBLEM, schema = @Schema(implementation = Forms.Problem.class)))
public class SourcesResource {
    private static final String SKIP = "false: do not ask the live database first";

    private final ResourceEndpoint<SourceSpec> endpoint;
    private final LiveValidation live;

    @Inject
    SourcesResource(ResourceEndpoints endpoints, LiveValidation live) {
        this.endpoint = endpoints.of(Kind.SOURCE, SourceSpec.class, live::violations);
        this.live = live;
    }

    @GET
    @Operation(summary = "All sources, with their status")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Forms.SourceList.class)))
    public Response list() {
        return endpoint.list();
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One source, with its status")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    public Response get(@PathParam("name") String name) {
        return endpoint.get(name);
    }

    @POST
    @Operation(summary = "Create a source and start capturing", description = "Asks the live database first.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    public Response create(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Forms.Source.class)))
                    String body,
            @QueryParam("validate") @DefaultValue("true") @Schema(description = SKIP) boolean validate) {
        return endpoint.create(body, validate);
    }

    @PUT
    @Path("/{name}")
    @Operation(summary = "Create or replace a source", description = "A changed source restarts from its offset.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    public Response replace(
            @PathParam("name") String name,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Forms.Source.class)))
                    String body,
            @QueryParam("validate") @DefaultValue("true") @Schema(description = SKIP) boolean validate) {
        return endpoint.replace(name, body, validate);
    }

    @DELETE
    @Path("/{name}")
    @Operation(
            summary = "Stop capturing and forget the source",
            description = "Topics, schemas, the schema history and the offset stay in Kafka and in the registry:"
                    + " a source of the same name goes on from there.")
    @APIResponse(responseCode = "204")
    public Response delete(@PathParam("name") String name) {
        return endpoint.delete(name);
    }

    @POST
    @Path("/validate")
    @Operation(summary = "Whether this source would work", description = "Asks the live database; changes nothing.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Forms.Verdict.class)))
    public Response validate(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Forms.Source.class)))
                    String body) {
        return live.validate(body);
    }

    @POST
    @Path("/{name}/validate")
    @Operation(summary = "Whether this source works", description = "Asks the live database; changes nothing.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Forms.Verdict.class)))
    public Response validateExisting(@PathParam("name") String name) {
        return live.validateExisting(name);
    }

    @POST
    @Path("/{name}/pause")
    @Operation(summary = "Stop capturing until resumed; the offset is kept")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    public Response pause(@PathParam("name") String name) {
        return endpoint.pause(name);
    }

    @POST
    @Path("/{name}/resume")
    @Operation(summary = "Go on after a pause")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    public Response resume(@PathParam("name") String name) {
        return endpoint.resume(name);
    }

    @POST
    @Path("/{name}/restart")
    @Operation(summary = "Start anew from the offset, also from FAILED and without waiting")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = Forms.Source.class)))
    public Response restart(@PathParam("name") String name) {
        return endpoint.restart(name);
    }
}
