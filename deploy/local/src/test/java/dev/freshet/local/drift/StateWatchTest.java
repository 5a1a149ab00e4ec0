package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateWatchTest {
    private ObjectNode status = status("STARTING", "1");
    private final StateWatch watch = new StateWatch(Map.of("pipeline p", () -> status), said -> {});

    @Test
    void whatHasNotBegunHasNotLeft() {
        watch.look();

        assertThat(watch.begun()).isFalse();
        assertThat(watch.departures()).isEmpty();
    }

    @Test
    void anotherStateIsToldOnceWithItsCause() {
        see(status("STREAMING", "2"));
        see(status("FAILED", "3").put("cause", "a column"));
        see(status("FAILED", "3").put("cause", "a column"));

        assertThat(watch.begun()).isTrue();
        assertThat(watch.departures()).containsExactly("pipeline p is FAILED: a column");
    }

    @Test
    void aMomentBetweenTwoLooksIsSeenByTheTimeSinceWhichItStreams() {
        see(status("STREAMING", "2"));
        see(status("STREAMING", "2"));
        see(status("STREAMING", "5"));

        assertThat(watch.departures()).containsExactly("pipeline p left STREAMING for a moment, before 5");
    }

    private void see(ObjectNode next) {
        status = next;
        watch.look();
    }

    private static ObjectNode status(String state, String since) {
        return JsonNodeFactory.instance.objectNode().put("state", state).put("since", since);
    }
}
