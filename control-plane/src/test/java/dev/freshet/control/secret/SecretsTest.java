package dev.freshet.control.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private final Secrets secrets = new Secrets(Map.of("PW", "geheim", "EMPTY", "")::get);

    @Test
    void variablesAreResolvedAndNeverPrinted() {
        Secret secret = secrets.resolve("${env:PW}");
        assertThat(secret.reveal()).isEqualTo("geheim");
        assertThat(secret).hasToString("***");
    }

    @Test
    void oneTrailingNewlineOfAFileIsTrimmed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pw"), " geheim \n");
        assertThat(secrets.resolve("${file:" + file + "}").reveal()).isEqualTo(" geheim ");
    }

    @Test
    void whatIsMissingIsNamedWithTheMend(@TempDir Path folder) {
        assertThatThrownBy(() -> secrets.resolve("${env:NOPE}"))
                .isInstanceOf(UnresolvedSecretException.class)
                .hasMessageContaining("${env:NOPE}")
                .hasMessageContaining("Set NOPE");
        assertThatThrownBy(() -> secrets.resolve("${env:EMPTY}")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> secrets.resolve("${file:" + folder + "/nope}")).hasMessageContaining("no such file");
    }

    @Test
    void aMapIsResolvedValueByValue() {
        assertThat(secrets.resolveAll(Map.of("a", "${env:PW}", "b", "plain")))
                .isEqualTo(Map.of("a", "geheim", "b", "plain"));
    }
}
