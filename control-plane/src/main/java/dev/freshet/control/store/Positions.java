package dev.freshet.control.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far each partition was read, as the next offset to come. All methods are safe from any thread. */
final class Positions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<Integer, Long> next = new HashMap<>();

    void moveTo(int partition, long nextOffset) {
        lock.lock();
        try {
            next.merge(partition, nextOffset, Math::max);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean reached(Map<Integer, Long> ends) {
        lock.lock();
        try {
            return ends.entrySet().stream().allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
        } finally {
            lock.unlock();
        }
    }

    boolean await(Map<Integer, Long> ends, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!reached(ends)) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
