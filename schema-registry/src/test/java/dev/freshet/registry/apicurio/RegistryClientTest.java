package dev.freshet.registry.apicurio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.http.HalfServer;
import dev.freshet.registry.RegistryUnavailableException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
    @Test
    void whatGotHalfAnAnswerIsAskedOnceMore() throws IOException {
        try (HalfServer server = new HalfServer(1, HalfServer.Then.CLOSES)) {
            Answer answer = new RegistryClient(server.url(), "application/json")
                    .send("PUT", "/config/orders-value", Map.of("compatibility", "NONE"), "setting the rule");

            assertThat(answer).isEqualTo(new Answer(200, "{\"a\": 1}"));
        }
    }

    @Test
    void aRegistryThatGivesHalfAnswersOnlyIsUnavailable() throws IOException {
        try (HalfServer server = new HalfServer(2, HalfServer.Then.CLOSES)) {
            RegistryClient client = new RegistryClient(server.url(), "application/json");

            assertThatThrownBy(() -> client.send("GET", "/schemas/ids/1", Map.of(), "reading schema 1"))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageStartingWith("reading schema 1: the registry at " + server.url() + " does not answer");
        }
    }
}
