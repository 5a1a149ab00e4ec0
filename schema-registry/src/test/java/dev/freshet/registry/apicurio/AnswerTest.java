package dev.freshet.registry.apicurio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String WHAT = "registering subject 'shop.orders-value'";

    @Test
    void aRefusalNamesTheSubjectTheCodeTheAnswerAndTheMend() {
        assertThatThrownBy(() -> new Answer(409, "{\"message\":\"Incompatible\",\"error_code\":409}").orRefuse(WHAT))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessage("registering subject 'shop.orders-value': the registry answered 409 (Incompatible);"
                        + " a compatibility rule refuses the schema: set the subject's compatibility to NONE");
        assertThatThrownBy(() -> new Answer(401, "").orRefuse(WHAT))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("credentials");
    }

    @Test
    void anAnswerThatMayBeBetterLaterIsUnavailable() {
        for (int code : new int[] {408, 429, 500, 502, 503, 504}) {
            assertThatThrownBy(() -> new Answer(code, "<html>down</html>").orRefuse(WHAT))
                    .as("%d", code)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("<html>down</html>")
                    .hasMessageContaining("asked again");
        }
    }

    @Test
    void aLongAnswerIsCut() {
        assertThatThrownBy(() -> new Answer(500, "x".repeat(10_000)).orRefuse(WHAT))
                .message()
                .hasSizeLessThan(500);
    }

    @Test
    void aGoodAnswerThatIsNotJsonHasNothing() {
        assertThat(new Answer(200, "<html>login</html>")
                        .orRefuse(WHAT)
                        .path("id")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void nobodyListeningIsUnavailableAndNamesTheUrl() {
        ApicurioRegistry registry = new ApicurioRegistry(URI.create("http://127.0.0.1:1/apis/ccompat/v7/"));
        assertThatThrownBy(() -> registry.register("shop.orders-value", "\"int\""))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("shop.orders-value")
                .hasMessageContaining("http://127.0.0.1:1/apis/ccompat/v7 does not answer (ConnectException)");
    }
}
