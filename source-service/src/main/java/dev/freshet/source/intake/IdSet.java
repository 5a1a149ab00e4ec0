package dev.freshet.source.intake;

import dev.freshet.source.body.EventId;

/** A set of ids in two arrays of longs: thirty-two bytes an id. Only grows. */
final class IdSet {
    private static final int FIRST = 1_024;

    /** High and low word of each; both 0: free. The id of zeroes is kept apart. */
    private long[] slots = new long[FIRST * 2];

    private int size;
    private boolean zero;

    int size() {
        return size;
    }

    boolean contains(EventId id) {
        if (id.high() == 0 && id.low() == 0) {
            return zero;
        }
        int at = find(slots, id.high(), id.low());
        return slots[at] != 0 || slots[at + 1] != 0;
    }

    void add(EventId id) {
        if (contains(id)) {
            return;
        }
        size++;
        if (id.high() == 0 && id.low() == 0) {
            zero = true;
            return;
        }
        if (size * 4 > slots.length) {
            grow();
        }
        put(slots, id.high(), id.low());
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int at = 0; at < slots.length; at += 2) {
            if (slots[at] != 0 || slots[at + 1] != 0) {
                put(larger, slots[at], slots[at + 1]);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, long high, long low) {
        int at = find(slots, high, low);
        slots[at] = high;
        slots[at + 1] = low;
    }

    /** Where it is, or the free place where it belongs; ids are hashes already. */
    private static int find(long[] slots, long high, long low) {
        int mask = slots.length - 2;
        int at = (int) low << 1 & mask;
        while ((slots[at] != 0 || slots[at + 1] != 0) && (slots[at] != high || slots[at + 1] != low)) {
            at = at + 2 & mask;
        }
        return at;
    }
}
