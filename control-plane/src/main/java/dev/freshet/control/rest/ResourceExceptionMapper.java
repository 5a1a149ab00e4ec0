package dev.freshet.control.rest;

import dev.freshet.control.resource.ResourceException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** What is refused, as a problem. */
@Provider
public class ResourceExceptionMapper implements ExceptionMapper<ResourceException> {
    private static final Logger LOG = Logger.getLogger(ResourceExceptionMapper.class);

    @Override
    public Response toResponse(ResourceException refused) {
        return problem(refused).toResponse();
    }

    static Problem problem(ResourceException refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused) {
            case ResourceException.Malformed e -> new Problem("malformed", "The body cannot be read", 400, detail);
            case ResourceException.Invalid e ->
                new Problem("invalid", "The resource is not valid", 422, detail, e.violations());
            case ResourceException.Unknown e -> new Problem("unknown", "There is no such resource", 404, detail);
            case ResourceException.Duplicate e -> new Problem("duplicate", "The name is taken", 409, detail);
            case ResourceException.InUse e -> new Problem("in-use", "The resource is in use", 409, detail);
            case ResourceException.Unavailable e -> {
                LOG.warnf("A request failed, the resource log is not available: %s cause=%s", detail, e.getCause());
                yield new Problem("unavailable", "The resource log is not available", 503, detail);
            }
        };
    }
}
