package dev.freshet.control.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What JAX-RS itself refuses (unknown path, wrong method, wrong media type), as a problem. */
@Provider
public class WebExceptionMapper implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException e) {
        Response response = e.getResponse();
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        String title = response.getStatusInfo().getReasonPhrase();
        Problem problem = new Problem(
                "http", title, response.getStatus(), title + ". The API of this service is described at /q/openapi.");
        // headers such as Allow and WWW-Authenticate belong to the answer
        return Response.fromResponse(response)
                .type(Problem.MEDIA_TYPE)
                .entity(problem.toJson())
                .build();
    }
}
