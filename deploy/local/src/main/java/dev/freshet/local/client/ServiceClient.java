package dev.freshet.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** JSON over HTTP to one service. An answer outside 2xx becomes {@link Refused}, readable. Safe for threads. */
public final class ServiceClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NOT_VALID = 422;

    // an offer to upgrade to HTTP/2 that a suspended service answers late breaks the connection
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;

    public ServiceClient(URI base) {
        this.base = base;
    }

    public JsonNode get(String path) {
        return json(send("GET", path, null));
    }

    public JsonNode post(String path, @Nullable JsonNode body) {
        return json(send("POST", path, body));
    }

    /** As {@link #post}, but what the service finds wrong with the body (422) is an answer too. */
    JsonNode postToHearWhatIsWrong(String path, JsonNode body) {
        HttpResponse<String> response = exchange("POST", path, body);
        if (response.statusCode() != NOT_VALID) {
            return json(accepted("POST " + path, response));
        }
        return json(response.body());
    }

    public JsonNode put(String path, JsonNode body) {
        return json(send("PUT", path, body));
    }

    public void delete(String path) {
        send("DELETE", path, null);
    }

    /** Whatever the service answers as text, such as its metrics. */
    public String text(String path) {
        return send("GET", path, null);
    }

    private String send(String method, String path, @Nullable JsonNode body) {
        return accepted(method + " " + path, exchange(method, path, body));
    }

    private static String accepted(String what, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new Refused(Problem.readable(what, response.statusCode(), response.body()), response.statusCode());
        }
        return response.body();
    }

    private HttpResponse<String> exchange(String method, String path, @Nullable JsonNode body) {
        String what = method + " " + path;
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json, text/plain;q=0.9, */*;q=0.1")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Refused(
                    what + ": no answer from " + base + " (" + e.getMessage() + "). Is it running?"
                            + " See ./freshet status and ./freshet logs.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(what + ": interrupted", e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refused("The answer is not JSON: " + body.strip(), e);
        }
    }
}
