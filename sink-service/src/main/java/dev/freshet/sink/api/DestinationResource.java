package dev.freshet.sink.api;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
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

/** Destinations: what pipelines write to. */
@Path("/api/v1/destinations")
@Tag(name = "destinations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class DestinationResource {
    private final ResourceEndpoint<DestinationSpec> endpoint;
    private final Queries queries;

    public DestinationResource(ResourceEndpoints endpoints, LiveChecks checks, Queries queries) {
        this.queries = queries;
        endpoint = endpoints.of(Kind.DESTINATION, DestinationSpec.class, checks::destination);
    }

    @GET
    @Operation(operationId = "listDestinations", summary = "All destinations, with their status")
    public Response list() {
        return endpoint.list();
    }

    @POST
    @Operation(
            operationId = "createDestination",
            summary = "Create a destination; ?validate=false does not ask the destination itself")
    public Response create(String body, @QueryParam("validate") @DefaultValue("true") boolean validate) {
        return endpoint.create(body, validate);
    }

    @POST
    @Path("/validate")
    @Operation(operationId = "validateDestination", summary = "Say what is wrong with a destination; changes nothing")
    public Response validate(String body) {
        return endpoint.validate(body);
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getDestination", summary = "One destination, with its status")
    public Response get(String name) {
        return endpoint.get(name);
    }

    @PUT
    @Path("/{name}")
    @Operation(operationId = "replaceDestination", summary = "Create or replace a destination")
    public Response replace(String name, String body, @QueryParam("validate") @DefaultValue("true") boolean validate) {
        return endpoint.replace(name, body, validate);
    }

    @DELETE
    @Path("/{name}")
    @Operation(operationId = "deleteDestination", summary = "Delete a destination; what it wrote stays")
    public Response delete(String name) {
        return endpoint.delete(name);
    }

    @POST
    @Path("/{name}/query")
    @Operation(
            operationId = "queryDestination",
            summary = "Run one reading SQL statement: {\"sql\": \"...\", \"rows\": 100}")
    public Response query(String name, String body) {
        return queries.run(name, body);
    }
}
