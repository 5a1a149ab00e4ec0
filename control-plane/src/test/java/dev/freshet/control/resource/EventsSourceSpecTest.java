package dev.freshet.control.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.json.ResourceJson;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsSourceSpecTest {
    private static final String WHOLE = """
            kind: Source
            name: web
            connector: events
            writeKeys: ${env:WEB_KEY}
            origins: [https://shop.example.com, "http://localhost:3000"]
            streams:
              clicks: {key: customer_id, time: at, id: event_id, deduplication: 30s}
              views: {}
            limits: {requestBytes: 64KiB, columns: 50}
            """;

    @Test
    void aWholeOneIsReadWithItsDefaultsAndWrittenBackTheSame() {
        ResourceJson json = new ResourceJson();
        Declaration declaration = json.read(WHOLE, Kind.SOURCE, null);
        EventsSourceSpec spec = (EventsSourceSpec) declaration.spec();
        assertThat(spec.streams().get("clicks"))
                .isEqualTo(new EventStream(
                        List.of("customer_id"),
                        "at",
                        List.of("event_id"),
                        Duration.ofSeconds(30),
                        EventStream.Objects.JSON));
        assertThat(spec.streams().get("views"))
                .isEqualTo(new EventStream(List.of(), null, List.of(), null, EventStream.Objects.JSON));
        assertThat(spec.limits()).isEqualTo(new EventLimits(64 << 10, 10_000, 256 << 10, 50));
        assertThat(json.read(json.write(declaration).toString(), Kind.SOURCE, null))
                .isEqualTo(declaration);
    }

    @Test
    void anIdIsRememberedForTenMinutesUnlessToldOtherwise() {
        assertThat(stream("clicks: {id: e}").deduplication()).isEqualTo(Duration.ofMinutes(10));
        assertThat(stream("clicks: {id: e, deduplication: 0s}").deduplication()).isNull();
    }

    private static EventStream stream(String streams) {
        String text = WHOLE.replace("views: {}", streams).replaceFirst("clicks: .*", "");
        EventsSourceSpec spec = (EventsSourceSpec)
                new ResourceJson().read(text, Kind.SOURCE, null).spec();
        return Objects.requireNonNull(spec.streams().get("clicks"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "writeKeys: ${env:WEB_KEY} | writeKeys: geheim | writeKeys[0]",
                "writeKeys: ${env:WEB_KEY} | writeKeys: [] | writeKeys",
                "writeKeys: ${env:WEB_KEY} | writeKeys: 4711 | writeKeys",
                "https://shop.example.com | https://shop.example.com/ | origins[0]",
                "https://shop.example.com | https://Shop.example.com | origins[0]",
                "https://shop.example.com | shop.example.com | origins[0]",
                "views: | Views: | streams.Views",
                "views: | a-b: | streams.a-b",
                "views: {} | views: {deduplication: 1m} | streams.views.id",
                "views: {} | views: {id: e, deduplication: 48h} | streams.views.deduplication",
                "views: {} | views: {key: [a, a]} | streams.views.key[1]",
                "views: {} | views: {key: a, time: a} | streams.views.time",
                "views: {} | views: {objects: nested} | streams.views.objects",
                "views: {} | views: {objets: json} | streams.views.objets",
                "columns: 50 | columns: 0 | limits.columns",
                "requestBytes: 64KiB | requestBytes: 1GiB | limits.requestBytes",
                "connector: events | connector: event | connector",
            })
    void whatCannotWorkIsRefusedWithFieldAndMend(String right, String wrong, String field) {
        assertThatThrownBy(() -> new ResourceJson().read(WHOLE.replace(right, wrong), Kind.SOURCE, null))
                .isInstanceOfSatisfying(ResourceException.Invalid.class, e -> {
                    assertThat(e.violations()).extracting(Violation::field).contains(field);
                    assertThat(e.violations())
                            .allSatisfy(
                                    violation -> assertThat(violation.mend()).isNotBlank());
                    assertThat(e).hasMessageNotContaining("geheim").hasMessageNotContaining("4711");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"host: h", "password: ${env:P}", "tables: a.b"})
    void fieldsOfADatabaseAreRefused(String line) {
        assertThatThrownBy(() -> new ResourceJson().read(WHOLE + line, Kind.SOURCE, null))
                .isInstanceOfSatisfying(
                        ResourceException.Invalid.class,
                        e -> assertThat(e.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.field()).isEqualTo(line.substring(0, line.indexOf(':')))));
    }
}
