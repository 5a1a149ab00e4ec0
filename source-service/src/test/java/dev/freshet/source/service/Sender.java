package dev.freshet.source.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sends events: an application with a key, or with none. */
record Sender(URI url, @Nullable String key) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    record Answer(int status, String body, HttpHeaders headers) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }

    Answer json(String stream, String body) {
        return send(stream, "application/json", body);
    }

    /** @param headers names and values */
    Answer send(String stream, String type, String body, String... headers) {
        HttpRequest.Builder request =
                request(stream).POST(HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", type);
        if (key != null && !stream.contains("?key=")) {
            request.header("Authorization", "Bearer " + key);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return answer(request.build());
    }

    /** In pieces, without Content-Length. */
    Answer chunked(String stream, String body) {
        return answer(request(stream)
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body)))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .build());
    }

    HttpHeaders preflight(String stream, String origin) {
        return answer(request(stream)
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "authorization,content-type")
                        .build())
                .headers();
    }

    private HttpRequest.Builder request(String stream) {
        return HttpRequest.newBuilder(url.resolve("/api/v1/events/" + stream));
    }

    /** Status 0: no answer. */
    private static Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            return new Answer(0, e.toString(), HttpHeaders.of(Map.of(), (name, value) -> true));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
