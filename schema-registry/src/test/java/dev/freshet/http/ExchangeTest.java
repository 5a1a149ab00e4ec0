package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aWholeAnswer() throws Exception {
        try (HalfServer server = new HalfServer(0, HalfServer.Then.CLOSES)) {
            assertThat(Exchange.send(client, request(server.url()), Duration.ofSeconds(30))
                            .body())
                    .isEqualTo("{\"a\": 1}");
        }
    }

    @Test
    void aServerThatStopsInTheMiddleOfItsAnswer() throws Exception {
        try (HalfServer server = new HalfServer(1, HalfServer.Then.SAYS_NO_MORE)) {
            assertThatThrownBy(() -> Exchange.send(client, request(server.url()), Duration.ofMillis(300)))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no whole answer within 300 ms");
        }
    }

    @Test
    void aServerThatIsNotThere() throws Exception {
        HalfServer gone = new HalfServer(0, HalfServer.Then.CLOSES);
        gone.close();
        assertThatThrownBy(() -> Exchange.send(client, request(gone.url()), Duration.ofSeconds(30)))
                .isInstanceOf(ConnectException.class)
                .isInstanceOf(IOException.class);
    }

    private static HttpRequest request(URI url) {
        return HttpRequest.newBuilder(url).build();
    }
}
