package dev.freshet.source.intake;

import dev.freshet.source.body.EventId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Ids that a stream has stored. Each is remembered for at least the window, and for twice as long at most; with more ids than the limit in
 * one window the oldest are forgotten earlier. Safe for use by several threads.
 */
public final class SeenIds {
    private final Duration window;
    private final Clock clock;
    private IdSet recent = new IdSet();
    private IdSet older = new IdSet();
    private Instant turn;
    private int limit = Integer.MAX_VALUE;
    private long early;

    public SeenIds(Duration window, Clock clock) {
        this.window = window;
        this.clock = clock;
        this.turn = clock.instant().plus(window);
    }

    Duration window() {
        return window;
    }

    /** @param ids of one window: twice as many are kept at most */
    synchronized void limit(int ids) {
        limit = ids;
    }

    public synchronized boolean contains(EventId id) {
        forget();
        return recent.contains(id) || older.contains(id);
    }

    public synchronized void add(EventId id) {
        forget();
        if (recent.size() >= limit) {
            early++;
            turnOver();
        }
        recent.add(id);
    }

    /** How often ids were forgotten before their time, because there were too many. */
    synchronized long forgottenEarly() {
        return early;
    }

    private void forget() {
        Instant now = clock.instant();
        if (now.isBefore(turn)) {
            return;
        }
        if (!now.isBefore(turn.plus(window))) {
            recent = new IdSet();
        }
        turnOver();
    }

    private void turnOver() {
        older = recent;
        recent = new IdSet();
        turn = clock.instant().plus(window);
    }
}
