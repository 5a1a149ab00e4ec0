package dev.freshet.source.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The script with which a web page sends events: two kilobytes, no dependencies. */
@Path("/api/v1/events/freshet.js")
@Tag(name = "events")
public class ScriptResource {
    private static final String SCRIPT = script();

    @GET
    @Produces("text/javascript; charset=utf-8")
    @Operation(summary = "The script for web pages", description = "See docs/events.md for the tag.")
    @APIResponse(responseCode = "200", description = "JavaScript")
    public Response get() {
        return Response.ok(SCRIPT)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .build();
    }

    private static String script() {
        try (InputStream in = ScriptResource.class.getResourceAsStream("/freshet.js")) {
            if (in == null) {
                throw new IllegalStateException("freshet.js is missing: it belongs to this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
