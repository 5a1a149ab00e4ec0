package dev.freshet.transform.flink.finish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PairsTest {
    private final Pairs pairs = new Pairs();
    private long offset;

    private void goes(@Nullable String key, Object value) {
        pairs.add(key == null ? null : key.getBytes(UTF_8), true, new Object[] {value}, offset++, 0);
    }

    private void comes(@Nullable String key, Object value) {
        pairs.add(key == null ? null : key.getBytes(UTF_8), false, new Object[] {value}, offset++, 0);
    }

    private List<String> events() {
        return pairs.take().stream()
                .map(event -> event.operation().code()
                        + (event.before() == null ? "" : " " + event.before()[0])
                        + (event.after() == null ? "" : " " + event.after()[0])
                        + "@"
                        + event.offset())
                .toList();
    }

    @Test
    void aRowThatGoesAndComesIsAnUpdate() {
        comes("a", 1);
        goes("a", 1);
        comes("a", 2);
        assertThat(events()).containsExactly("c 1@0", "u 1 2@2");
    }

    @Test
    void alsoWhenOthersComeBetween() {
        goes("a", 1);
        goes("b", 1);
        comes("a", 2);
        comes("c", 1);
        comes("b", 2);
        assertThat(events()).containsExactly("u 1 2@2", "c 1@3", "u 1 2@4");
    }

    @Test
    void whatDoesNotComeAgainIsGone() {
        goes("a", 1);
        comes("b", 1);
        assertThat(events()).containsExactly("c 1@1", "d 1@0");
        assertThat(events()).isEmpty();
    }

    @Test
    void rowsOfOneKeyKeepTheirOrder() {
        goes("a", 1);
        comes("a", 2);
        goes("a", 2);
        assertThat(events()).containsExactly("u 1 2@1", "d 2@2");
    }

    @Test
    void rowsWithoutAKeyOnlyCome() {
        comes(null, 1);
        comes(null, 1);
        assertThat(events()).containsExactly("c 1@0", "c 1@1");
    }
}
