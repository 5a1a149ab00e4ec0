package dev.freshet.registry.apicurio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.registry.RegisteredSchema;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApicurioRegistryIT {
    private static final String INT = record("int");
    private static final String TEXT = record("string");

    private static RegistryServer server;

    @BeforeAll
    static void start() {
        server = RegistryServer.shared();
    }

    private static String record(String type) {
        return "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"x\",\"type\":\"" + type + "\"}]}";
    }

    @Test
    void registeringIsIdempotentAndTheIdLeadsBackToTheText() {
        int id = new ApicurioRegistry(server.ccompat()).register("a.b.idempotent-value", INT);
        assertThat(new ApicurioRegistry(server.ccompat()).register("a.b.idempotent-value", INT))
                .isEqualTo(id);
        assertThat(new ApicurioRegistry(server.ccompat()).schema(id)).isEqualTo(INT);
    }

    @Test
    void anySchemaChangeIsAcceptedWhateverTheGlobalRule() throws IOException, InterruptedException {
        compatibility("FULL");
        try {
            ApicurioRegistry registry = new ApicurioRegistry(server.ccompat());
            int before = registry.register("a.b.changing-value", INT);
            assertThat(registry.register("a.b.changing-value", TEXT)).isNotEqualTo(before);
        } finally {
            compatibility("NONE");
        }
    }

    private static void compatibility(String global) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.ccompat() + "/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"" + global + "\"}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theLatestVersionIsTheOneThatAnybodyRegisteredLast() {
        ApicurioRegistry registry = new ApicurioRegistry(server.ccompat());
        assertThat(registry.latest("a.b.latest-value")).isEmpty();
        registry.register("a.b.latest-value", INT);
        int id = new ApicurioRegistry(server.ccompat()).register("a.b.latest-value", TEXT);
        assertThat(registry.latest("a.b.latest-value")).contains(new RegisteredSchema(id, 2, TEXT));
        registry.register("a.b.latest-value", INT);
        assertThat(registry.latest("a.b.latest-value"))
                .as("registering what is there already makes no new version")
                .contains(new RegisteredSchema(id, 2, TEXT));
        assertThat(registry.version("a.b.latest-value", 1))
                .get()
                .extracting(RegisteredSchema::schema)
                .isEqualTo(INT);
        assertThat(registry.version("a.b.latest-value", 3)).isEmpty();
    }

    @Test
    void aSubjectMayHoldAnyCharacter() {
        ApicurioRegistry registry = new ApicurioRegistry(server.ccompat());
        assertThat(registry.schema(registry.register("shop/ä b+c%.Straße-value", INT)))
                .isEqualTo(INT);
    }

    @Test
    void whatIsNotASchemaIsRefusedWithTheReason() {
        ApicurioRegistry registry = new ApicurioRegistry(server.ccompat());
        assertThatThrownBy(() -> registry.register("a.b.bad-value", "{\"type\":\"nonsense\"}"))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("subject 'a.b.bad-value'")
                .hasMessageContaining("422");
        assertThatThrownBy(() -> registry.schema(123_456))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("id 123456")
                .hasMessageContaining("404");
    }

    @Test
    void whatIsCachedNeedsNoServerAndTheServerKeepsItOverARestart(@TempDir Path own) {
        int id;
        ApicurioRegistry registry;
        try (RegistryServer first = RegistryServer.start(own)) {
            registry = new ApicurioRegistry(first.ccompat());
            id = registry.register("a.b.cached-value", INT);
            assertThat(registry.schema(id)).isEqualTo(INT);
        }
        assertThat(registry.register("a.b.cached-value", INT)).isEqualTo(id);
        assertThat(registry.schema(id)).isEqualTo(INT);
        assertThatThrownBy(() -> registry.register("a.b.cached-value", TEXT))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> registry.schema(id + 1)).isInstanceOf(RegistryUnavailableException.class);
        try (RegistryServer second = RegistryServer.start(own)) {
            assertThat(new ApicurioRegistry(second.ccompat()).schema(id)).isEqualTo(INT);
        }
    }
}
