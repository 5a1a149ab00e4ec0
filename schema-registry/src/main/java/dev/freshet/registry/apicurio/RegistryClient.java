package dev.freshet.registry.apicurio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.http.Exchange;
import dev.freshet.registry.RegistryUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** One HTTP exchange with the registry. Safe for use by several threads. */
final class RegistryClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String root;
    private final String type;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** @param type media type of requests, and of answers unless they are plain JSON */
    RegistryClient(URI url, String type) {
        this.type = type;
        String text = url.toString();
        root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * Sends a request, with a JSON body unless the body is empty. Each means the same when it is said twice, so one that got no answer, or half of one, is sent once more.
     *
     * @throws RegistryUnavailableException when there is no answer in time
     */
    Answer send(String method, String path, Map<String, ?> body, String what) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                    .header("Content-Type", type)
                    .header("Accept", type + ", application/json")
                    .method(method, publisher(body))
                    .build();
            HttpResponse<String> response = exchange(request);
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    what + ": the registry at " + root + " does not answer ("
                            + e.getClass().getSimpleName() + "); is it running, and is the URL right?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(what + ": interrupted while asking the registry at " + root, e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        try {
            return Exchange.send(http, request, ANSWER);
        } catch (ConnectException e) {
            throw e;
        } catch (IOException e) {
            return Exchange.send(http, request, ANSWER);
        }
    }

    /** A subject as part of a path. */
    static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpRequest.BodyPublisher publisher(Map<String, ?> body) throws JsonProcessingException {
        return body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
    }
}
