package dev.freshet.control.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final ResourceId SHOP = new ResourceId(Kind.SOURCE, "shop");

    private final ReportJson json = new ReportJson();

    @Test
    void statusIsReadBackTheSame() {
        Status failed = new Status(
                SHOP,
                2,
                RunState.FAILED,
                "Access denied",
                "Grant it.",
                "a-1",
                TIME,
                TIME,
                Map.of("lag", 5, "gtid", "x"));
        Status streaming = new Status(SHOP, 2, RunState.STREAMING, null, null, "a-1", TIME, TIME, Map.of());
        assertThat(json.status(SHOP, json.toLog(failed))).isEqualTo(failed);
        assertThat(json.status(SHOP, json.toLog(streaming))).isEqualTo(streaming);
    }

    @Test
    void activityIsReadBackTheSame() {
        Activity activity =
                new Activity(TIME, SHOP, "state.changed", Activity.Severity.WARNING, "Retrying.", Map.of("n", 1));
        assertThat(json.activity(json.toLog(activity))).isEqualTo(activity);
    }

    @Test
    void detailsOfAnyTypeAreWritten() {
        Map<String, Object> details = Map.of(
                "duration",
                Duration.ofSeconds(5),
                "at",
                TIME,
                "list",
                List.of(1, TIME),
                "other",
                new StringBuilder("x"));
        Status status = new Status(SHOP, 2, RunState.STREAMING, null, null, "a-1", TIME, TIME, details);
        assertThat(json.status(SHOP, json.toLog(status)).details())
                .containsEntry("duration", "PT5S")
                .containsEntry("at", TIME.toString())
                .containsEntry("list", List.of(1, TIME.toString()))
                .containsEntry("other", "x");
    }
}
