package dev.freshet.local.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees when something that streams leaves that state. What was too short to be seen betrays itself by the time since which
 * it streams. {@link #look} is for one thread, the rest for any.
 */
final class StateWatch {
    private static final String STREAMING = "STREAMING";

    /** A status as the API tells it, at one moment. */
    record Seen(String state, String since, String cause) {
        static Seen of(JsonNode status) {
            return new Seen(
                    status.path("state").asText("silent"),
                    status.path("since").asText(""),
                    status.path("cause").asText(""));
        }
    }

    private final Map<String, Supplier<JsonNode>> statuses;
    private final Consumer<String> tell;
    private final Map<String, Seen> last = new LinkedHashMap<>();
    private final List<String> departures = new CopyOnWriteArrayList<>();

    /** @param statuses of each thing to watch, by what people call it */
    StateWatch(Map<String, Supplier<JsonNode>> statuses, Consumer<String> tell) {
        this.statuses = new LinkedHashMap<>(statuses);
        this.tell = tell;
    }

    void look() {
        statuses.forEach((name, status) -> {
            Seen now = ask(status);
            Seen before = last.get(name);
            if (before == null && !now.state().equals(STREAMING)) {
                // not there yet
                return;
            }
            last.put(name, now);
            left(before, now).ifPresent(what -> depart(name + " " + what));
        });
    }

    private static Seen ask(Supplier<JsonNode> status) {
        try {
            return Seen.of(status.get());
        } catch (RuntimeException e) {
            return new Seen("not answering", "", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> left(@Nullable Seen before, Seen now) {
        if (before == null) {
            return Optional.empty();
        }
        if (!now.state().equals(STREAMING)) {
            return now.state().equals(before.state())
                    ? Optional.empty()
                    : Optional.of("is " + now.state() + (now.cause().isEmpty() ? "" : ": " + now.cause()));
        }
        return before.state().equals(STREAMING) && !before.since().equals(now.since())
                ? Optional.of("left " + STREAMING + " for a moment, before " + now.since())
                : Optional.empty();
    }

    private void depart(String what) {
        departures.add(what);
        tell.accept(what);
    }

    /** Whether each was seen streaming. */
    boolean begun() {
        return last.keySet().containsAll(statuses.keySet());
    }

    /** What left its state, in order. */
    List<String> departures() {
        return List.copyOf(departures);
    }
}
