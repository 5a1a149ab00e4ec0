package dev.freshet.control.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final ResourceId SHOP = new ResourceId(Kind.SOURCE, "shop");

    private final Outbox outbox = new Outbox(2);

    @Test
    void onlyTheNewestStatusOfAPartWaits() {
        outbox.add(status(RunState.STARTING));
        outbox.add(status(RunState.STREAMING));
        assertThat(outbox.drain().statuses()).extracting(Status::state).containsExactly(RunState.STREAMING);
    }

    @Test
    void theOldestActivitiesAreDroppedAndCounted() {
        for (String message : new String[] {"a", "b", "c"}) {
            outbox.add(activity(message));
        }
        Outbox.Batch batch = outbox.drain();
        assertThat(batch.activities()).extracting(Activity::message).containsExactly("b", "c");
        assertThat(batch.dropped()).isEqualTo(1);
    }

    @Test
    void whatComesBackDoesNotHideWhatIsNewer() {
        outbox.add(status(RunState.STARTING));
        outbox.add(activity("a"));
        Outbox.Batch unsent = outbox.drain();
        outbox.add(status(RunState.FAILED));
        outbox.add(activity("b"));
        outbox.putBack(unsent);
        Outbox.Batch batch = outbox.drain();
        assertThat(batch.statuses()).extracting(Status::state).containsExactly(RunState.FAILED);
        assertThat(batch.activities()).extracting(Activity::message).containsExactly("a", "b");
    }

    private static Status status(RunState state) {
        return new Status(SHOP, 1, state, null, null, "a", Instant.EPOCH, Instant.EPOCH, Map.of());
    }

    private static Activity activity(String message) {
        return new Activity(Instant.EPOCH, SHOP, "test", Activity.Severity.INFO, message, Map.of());
    }
}
