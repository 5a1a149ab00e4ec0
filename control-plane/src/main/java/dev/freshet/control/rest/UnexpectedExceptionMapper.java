package dev.freshet.control.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Everything else: our fault. The answer names an id, the log has the rest under it. */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(UnexpectedExceptionMapper.class);

    @Override
    public Response toResponse(Throwable unexpected) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(unexpected, "A request failed unexpectedly. errorId=%s", id);
        return new Problem(
                        "internal",
                        "Something unexpected failed",
                        500,
                        "The request failed unexpectedly. This service's log tells why under the error id " + id + ".")
                .toResponse();
    }
}
