package dev.freshet.local.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class MySqlReleaseTest {
    @Test
    void theSmallOneUnlessAnotherIsAskedFor() {
        assertThat(MySqlRelease.of(null)).isEqualTo(MySqlRelease.V8_0_12);
        assertThat(MySqlRelease.of(" ")).isEqualTo(MySqlRelease.V8_0_12);
        assertThat(MySqlRelease.of("8.0.33 ")).isEqualTo(MySqlRelease.V8_0_33);
    }

    @Test
    void anUnknownOneIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> MySqlRelease.of("9.9"))
                .isInstanceOf(PartUnavailable.class)
                .hasMessageContainingAll("FRESHET_MYSQL", "'9.9'", "8.0.12, 8.0.33");
    }

    @Test
    void eachHasItsPom() {
        for (MySqlRelease release : MySqlRelease.values()) {
            assertThat(Files.exists(Checkout.find().pom(release.pom()))).isTrue();
        }
    }
}
