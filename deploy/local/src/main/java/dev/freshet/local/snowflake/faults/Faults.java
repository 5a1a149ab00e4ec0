package dev.freshet.local.snowflake.faults;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Faults that wait for the statements they are meant for. Safe for several threads. */
public final class Faults {
    private record Waiting(Predicate<String> statement, Fault fault, int times) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private int met;

    /** The next statement that fits meets it, once. */
    public void once(Predicate<String> statement, Fault fault) {
        times(1, statement, fault);
    }

    public synchronized void times(int times, Predicate<String> statement, Fault fault) {
        waiting.add(new Waiting(statement, fault, times));
    }

    /** Whether a statement begins so, without regard to case and leading blanks. */
    public static Predicate<String> begins(String words) {
        return sql -> sql.strip().regionMatches(true, 0, words, 0, words.length());
    }

    /** What this statement is to meet; taken off the list. */
    public synchronized Optional<Fault> of(String sql) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (one.statement().test(sql)) {
                all.remove();
                if (one.times() > 1) {
                    waiting.add(new Waiting(one.statement(), one.fault(), one.times() - 1));
                }
                met++;
                return Optional.of(one.fault());
            }
        }
        return Optional.empty();
    }

    /** How many were met since the start. */
    public synchronized int met() {
        return met;
    }

    /** How many still wait. */
    public synchronized int left() {
        return waiting.size();
    }
}
