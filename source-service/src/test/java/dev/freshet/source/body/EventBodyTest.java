package dev.freshet.source.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.freshet.control.resource.EventStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBodyTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final EventStream PLAIN =
            new EventStream(List.of(), null, List.of(), null, EventStream.Objects.JSON);
    private static final EventStream FULL = new EventStream(
            List.of("customer"), "at", List.of("event"), Duration.ofMinutes(1), EventStream.Objects.JSON);

    private static List<Event> read(String body, BodyFormat format) {
        return read(PLAIN, body, format);
    }

    private static List<Event> read(EventStream stream, String body, BodyFormat format) {
        return new EventBody(stream, 5, NOW).read(body.getBytes(StandardCharsets.UTF_8), format);
    }

    @Test
    void everySortOfValueKeepsItsForm() {
        Event event = read("""
                        {"i": 1, "l": 3000000000, "big": 123456789012345678901234567890, "d": 1.50, "huge": 1e999, "t": "ä\\n\\u00e9",
                         "b": true, "n": null, "o": {"a" : [1, 1.10, "é"]}, "e": []}""", BodyFormat.JSON).getFirst();
        assertThat(event.fields())
                .containsExactly(
                        entry("i", 1),
                        entry("l", 3_000_000_000L),
                        entry("big", new Event.Digits("123456789012345678901234567890")),
                        entry("d", 1.5),
                        entry("huge", new Event.Digits("1e999")),
                        entry("t", "ä\né"),
                        entry("b", true),
                        entry("o", new Event.JsonText("{\"a\" : [1, 1.10, \"é\"]}")),
                        entry("e", new Event.JsonText("[]")));
    }

    @Test
    void arraysAndLinesAreManyEvents() {
        assertThat(read("[{\"a\":1},{\"a\":2}]", BodyFormat.JSON))
                .extracting(Event::place)
                .containsExactly("[0]", "[1]");
        assertThat(read("{\"a\":1}\n\n{\"a\":2}\n", BodyFormat.LINES))
                .extracting(Event::place)
                .containsExactly("line 1", "line 3");
        assertThat(read("[]", BodyFormat.JSON)).isEmpty();
    }

    @Test
    void aBeaconMayHoldAnyOfThem() {
        assertThat(read("{\"a\":1}", BodyFormat.UNTOLD))
                .extracting(Event::place)
                .containsExactly("");
        assertThat(read(" [{\"a\":1}]", BodyFormat.UNTOLD)).hasSize(1);
        assertThat(read("{\"a\":1}\n{\"a\":2}", BodyFormat.UNTOLD))
                .extracting(Event::place)
                .containsExactly("line 1", "line 2");
    }

    @Test
    void keyTimeAndIdAreTaken() {
        Event event = read(
                        FULL,
                        "{\"customer\": 7, \"event\": \"e1\", \"at\": \"2026-01-31T12:00:00.1234567+01:00\"}",
                        BodyFormat.JSON)
                .getFirst();
        assertThat(event.fields()).containsEntry("at", Instant.parse("2026-01-31T11:00:00.123456Z"));
        Event again = read(FULL, "{\"event\": \"e1\", \"customer\": 8, \"at\": 1769860800000.25}", BodyFormat.JSON)
                .getFirst();
        assertThat(again.fields()).containsEntry("at", Instant.parse("2026-01-31T12:00:00.000250Z"));
        assertThat(again.id()).isNotNull().isEqualTo(event.id());
        Event other = read(FULL, "{\"event\": \"e2\", \"customer\": 8}", BodyFormat.JSON)
                .getFirst();
        assertThat(other.fields()).as("the time of receipt").containsEntry("at", NOW);
        assertThat(other.id()).isNotEqualTo(event.id());
    }

    @Test
    void anIdOfSeveralFieldsKeepsThemApart() {
        EventStream stream =
                new EventStream(List.of(), null, List.of("a", "b"), Duration.ofMinutes(1), EventStream.Objects.JSON);
        assertThat(read(stream, "{\"a\":\"xy\",\"b\":\"z\"}", BodyFormat.JSON)
                        .getFirst()
                        .id())
                .isNotEqualTo(read(stream, "{\"a\":\"x\",\"b\":\"yz\"}", BodyFormat.JSON)
                        .getFirst()
                        .id());
    }

    @Test
    void structuredCloudEventsBecomeAttributesAndTheFieldsOfData() {
        String event = """
                {"specversion": "1.0", "id": "1", "source": "/shop", "type": "click", "time": "2026-01-31T12:00:00Z", "seq": 5,
                 "data": {"page": "/a"}}""";
        assertThat(read(event, BodyFormat.CLOUD_EVENT).getFirst().fields())
                .containsEntry("ce_id", "1")
                .containsEntry("ce_time", Instant.parse("2026-01-31T12:00:00Z"))
                .containsEntry("ce_seq", 5)
                .containsEntry("page", "/a");
        assertThat(read("[" + event + "]", BodyFormat.CLOUD_EVENTS)).hasSize(1);
        assertThat(read(event.replace("{\"page\": \"/a\"}", "[1]"), BodyFormat.CLOUD_EVENT)
                        .getFirst()
                        .fields())
                .containsEntry("data", new Event.JsonText("[1]"));
    }

    @Test
    void binaryCloudEventsHaveTheirAttributesInHeaders() {
        Map<String, String> attributes =
                Map.of("specversion", "1.0", "id", "1", "source", "/sh%C3%B6p", "type", "click");
        EventBody body = new EventBody(PLAIN, 5, NOW);
        byte[] json = "{\"page\":\"/a\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(body.readBinary(json, "application/json", attributes).fields())
                .containsEntry("page", "/a")
                .containsEntry("ce_source", "/shöp");
        assertThat(body.readBinary(json, "text/plain", attributes).fields()).containsEntry("data", "{\"page\":\"/a\"}");
        assertThat(body.readBinary(new byte[] {1, 2}, "image/png", attributes).fields())
                .containsEntry("data_base64", "AQI=");
        assertThat(body.readBinary(new byte[0], null, attributes).fields()).hasSize(4);
        assertThatThrownBy(() -> body.readBinary(json, "application/json", Map.of("specversion", "1.0", "id", "1")))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON | [{\"a\":1},5] | [1]",
                "JSON | [{\"a\":1},{\"a\":2,\"a\":3}] | [1], line 1, column 20",
                "JSON | [{\"a\":1},{\"a\" 2}] | [1], line 1, column 15",
                "JSON | {\"a\":1} {\"a\":2} | line 1",
                "JSON | {} | ``",
                "JSON | {\"a\":null} | ``",
                "JSON | 5 | ``",
                "JSON | [{\"_Freshet_position\":1}] | [0]._Freshet_position",
                "JSON | [{\"\":1}] | [0]",
                "JSON | [{\"a\\u0000\":1}] | [0]",
                "JSON | [{\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\":1}] | [0].aaaaaaaaaaaaaaaaaaaa...",
                "JSON | [{},{},{},{},{},{}] | [0]",
                "JSON | [{\"a\":1},{\"a\":1},{\"a\":1},{\"a\":1},{\"a\":1},{\"a\":1}] | [5]",
                "LINES | {\"a\":1} 7 | line 1",
                "CLOUD_EVENTS | {} | ``",
                "CLOUD_EVENT | {\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"} | source",
                "CLOUD_EVENTS | [{\"specversion\":\"0.3\"}] | [0].specversion",
                "CLOUD_EVENTS | [{\"specversion\":\"1.0\",\"time\":\"now\"}] | [0].time",
            })
    void whatIsMalformedIsRefusedWithItsPlace(BodyFormat format, String body, String place) {
        assertThatThrownBy(() -> read(body, format)).isInstanceOfSatisfying(MalformedEventException.class, e -> {
            assertThat(e.place()).isEqualTo(place);
            assertThat(e.mend()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event\":\"e\"} | customer",
                "{\"customer\":1} | event",
                "{\"customer\":null,\"event\":\"e\"} | customer",
                "{\"customer\":{},\"event\":\"e\"} | customer",
                "{\"customer\":1,\"event\":\"e\",\"at\":\"yesterday\"} | at",
                "{\"customer\":1,\"event\":\"e\",\"at\":true} | at",
                "{\"customer\":1,\"event\":\"e\",\"at\":1e300} | at",
            })
    void whatTheStreamDeclaresMustBeThere(String body, String field) {
        assertThatThrownBy(() -> read(FULL, "[" + body + "]", BodyFormat.JSON))
                .isInstanceOfSatisfying(
                        MalformedEventException.class,
                        e -> assertThat(e.place()).isEqualTo("[0]." + field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=UTF-8 | JSON",
                "text/plain;charset=UTF-8 | UNTOLD",
                "application/x-www-form-urlencoded | UNTOLD",
                "application/x-ndjson | LINES",
                "application/cloudevents+json; charset=utf-8 | CLOUD_EVENT",
                "application/cloudevents-batch+json | CLOUD_EVENTS",
                "application/vnd.shop+json | JSON",
                "application/xml | ",
                "application/json; charset=utf-16 | ",
            })
    void theContentTypeSaysWhatTheBodyIs(String type, BodyFormat format) {
        assertThat(BodyFormat.of(type).orElse(null)).isEqualTo(format);
    }
}
