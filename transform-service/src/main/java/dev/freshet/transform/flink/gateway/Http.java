package dev.freshet.transform.flink.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.http.Exchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of the cluster's two REST APIs. Safe for use by several threads. */
final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI root;
    private final String what;
    private final HttpClient client;

    /**
     * An answer.
     *
     * @param status of HTTP
     */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status / 100 == 2;
        }

        /** What it says is wrong; empty when it says nothing. */
        String errors() {
            StringBuilder all = new StringBuilder();
            body.path("errors").forEach(error -> all.append(error.asText()).append('\n'));
            return all.toString();
        }
    }

    /** @param what it is, for messages */
    Http(URI root, String what) {
        this.root = URI.create(root.toString().replaceFirst("/+$", ""));
        this.what = what;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** @throws FlinkUnavailableException when there is no answer, or none in JSON */
    Answer send(String method, String path, @Nullable JsonNode body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = Exchange.send(client, request, PATIENCE);
            JsonNode json =
                    response.body().isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(response.body());
            return new Answer(response.statusCode(), json);
        } catch (JsonProcessingException e) {
            throw new FlinkUnavailableException(what + " at " + root + " does not answer in JSON", e);
        } catch (IOException e) {
            throw new FlinkUnavailableException(what + " at " + root + " cannot be reached (" + reason(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlinkUnavailableException(what + ": interrupted", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The body of a good answer. */
    JsonNode require(Answer answer) {
        if (!answer.ok()) {
            throw new FlinkUnavailableException(
                    what + " at " + root + " answers " + answer.status() + ": " + ServerError.of(answer.errors()),
                    null);
        }
        return answer.body();
    }

    JsonNode get(String path) {
        return require(send("GET", path, null));
    }
}
