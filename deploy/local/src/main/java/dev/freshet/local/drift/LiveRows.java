package dev.freshet.local.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The numbers of a table's rows. Numbers are never used twice. */
final class LiveRows {
    private final List<Integer> rows = new ArrayList<>();
    private int last;

    int add() {
        rows.add(++last);
        return last;
    }

    int size() {
        return rows.size();
    }

    int any(RandomGenerator random) {
        return rows.get(random.nextInt(rows.size()));
    }

    int removeAny(RandomGenerator random) {
        int index = random.nextInt(rows.size());
        int row = rows.get(index);
        int end = rows.removeLast();
        if (index < rows.size()) {
            rows.set(index, end);
        }
        return row;
    }

    void clear() {
        rows.clear();
    }
}
