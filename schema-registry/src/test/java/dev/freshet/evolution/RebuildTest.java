package dev.freshet.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RebuildTest {
    @Test
    void aPlainNameIsSeenInIt() {
        assertThat(Rebuild.of("orders")).isEqualTo("_freshet_rebuild_orders");
    }

    @Test
    void longAndUnusualNamesStayApartAndShort() {
        String stem = "x".repeat(60);
        assertThat(Stream.of(stem + "a", stem + "b", "straße", "strasse", "ä".repeat(64), "")
                        .map(Rebuild::of))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.length() <= 63 && name.chars().allMatch(c -> c < 128));
    }
}
