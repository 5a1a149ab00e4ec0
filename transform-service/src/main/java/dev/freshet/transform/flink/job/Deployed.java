package dev.freshet.transform.flink.job;

import dev.freshet.transform.stream.TableBeginnings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is deployed of a transform.
 *
 * @param counter  number of the newest version that there was
 * @param restarts of the resource that were done
 * @param previous served before the current one and is to be removed
 * @param current  serves: its topic is what the transform's is written from
 * @param rebuilt  the current one was built anew beside the previous one
 * @param ends     of the current one's topic when it had caught up, by partition; only when rebuilt
 * @param next     is to take over
 * @param adopts   the next one goes on from the current one's savepoint
 * @param deleted  the resource is gone
 * @param watched  how far the inputs were looked through for what empties them
 */
record Deployed(
        int counter,
        int restarts,
        @Nullable Version previous,
        @Nullable Version current,
        boolean rebuilt,
        Map<Integer, Long> ends,
        @Nullable Version next,
        boolean adopts,
        boolean deleted,
        TableBeginnings.State watched) {
    static Deployed nothing(int restarts) {
        return new Deployed(0, restarts, null, null, false, Map.of(), null, false, false, TableBeginnings.State.NONE);
    }

    Deployed restarted(int times) {
        return new Deployed(counter, times, previous, current, rebuilt, ends, next, adopts, deleted, watched);
    }

    Deployed withCurrent(Version version) {
        return new Deployed(counter, restarts, previous, version, rebuilt, ends, next, adopts, deleted, watched);
    }

    /** The very first one, for which nothing has to be kept. */
    Deployed first(Version version) {
        return new Deployed(version.number(), restarts, null, version, false, Map.of(), null, false, false, watched);
    }

    Deployed withNext(@Nullable Version version, boolean adopting) {
        int count = version == null ? counter : Math.max(counter, version.number());
        return new Deployed(count, restarts, previous, current, rebuilt, ends, version, adopting, false, watched);
    }

    /** The next one serves from now on. */
    Deployed taken(Version version, boolean anew, Map<Integer, Long> caughtUp) {
        return new Deployed(counter, restarts, current, version, anew, caughtUp, null, false, false, watched);
    }

    Deployed withoutPrevious() {
        return new Deployed(counter, restarts, null, current, rebuilt, ends, next, adopts, deleted, watched);
    }

    Deployed gone() {
        return new Deployed(
                counter, restarts, null, null, false, Map.of(), null, false, true, TableBeginnings.State.NONE);
    }

    Deployed watched(TableBeginnings.State state) {
        return new Deployed(counter, restarts, previous, current, rebuilt, ends, next, adopts, deleted, state);
    }
}
