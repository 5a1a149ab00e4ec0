package dev.freshet.source.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.secret.Secrets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteKeysTest {
    private static WriteKeys keys(Map<String, String> environment, String... references) {
        Secrets secrets = new Secrets(environment::get);
        return new WriteKeys(List.of(references), text -> secrets.resolve(text).reveal(), Clock.systemUTC());
    }

    @Test
    void anyOfTheKeysOpensAndNothingElse() {
        WriteKeys keys = keys(Map.of("A", "first key", "B", "second"), "${env:A}", "${env:B}");
        assertThat(keys.accept("first key")).isTrue();
        assertThat(keys.accept("second")).isTrue();
        assertThat(keys.accept("first ke")).isFalse();
        assertThat(keys.accept("")).isFalse();
        assertThat(keys.accept(null)).isFalse();
        assertThat(keys.accept("${env:A}")).isFalse();
    }

    @Test
    void aKeyThatLeadsNowhereIsToldAndOpensNothing() {
        WriteKeys keys = keys(Map.of("B", "second"), "${env:A}", "${env:B}");
        assertThat(keys.accept("second")).isTrue();
        assertThat(keys.accept("")).isFalse();
        assertThat(keys.unresolved()).get().satisfies(e -> assertThat(e).hasMessageContaining("${env:A}"));
    }

    @Test
    void onlyListedOriginsMaySend() {
        Origins origins = new Origins(List.of("https://shop.example.com"));
        assertThat(origins.allow("https://shop.example.com")).isTrue();
        assertThat(origins.allow("https://shop.example.com.evil.test")).isFalse();
        assertThat(origins.allow("null")).isFalse();
        assertThat(new Origins(List.of()).allow("https://shop.example.com")).isFalse();
        assertThat(new Origins(List.of("*")).allow("https://any.test")).isTrue();
    }
}
