package dev.freshet.sink.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one key within a batch. Only the latest is decoded; the earlier ones are asked for when it lacks values that the
 * source did not send.
 */
public final class KeyVersions {
    private Arrival latest;
    private @Nullable List<Arrival> earlier;

    KeyVersions(Arrival first) {
        latest = first;
    }

    /** The greatest position wins; of equal ones (the same change delivered again) the later offset. */
    void add(Arrival arrival) {
        if (earlier == null) {
            earlier = new ArrayList<>(2);
        }
        if (Compaction.BY_POSITION.compare(arrival, latest) >= 0) {
            earlier.add(latest);
            latest = arrival;
        } else {
            earlier.add(arrival);
        }
    }

    public Arrival latest() {
        return latest;
    }

    /** The superseded changes, newest first. */
    public List<Arrival> earlier() {
        return earlier == null
                ? List.of()
                : earlier.stream().sorted(Compaction.BY_POSITION.reversed()).toList();
    }
}
