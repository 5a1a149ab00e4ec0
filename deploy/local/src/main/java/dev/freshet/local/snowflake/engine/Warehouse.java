package dev.freshet.local.snowflake.engine;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What computes and is paid for by the second, 60 at least each time that it resumes. Here it computes nothing: it counts, and makes the
 * first statement after a suspension wait. Safe for several threads.
 */
public final class Warehouse {
    private static final long MINIMUM = Duration.ofSeconds(60).toNanos();

    private final String name;
    private final LongSupplier nanoTime;
    private final Duration suspendAfter;
    private volatile Duration resuming = Duration.ZERO;
    private long statements;
    private long resumes;
    private long billedNanos;
    private long awakeSince;
    private long awakeUntil = Long.MIN_VALUE;
    private int running;

    public Warehouse(String name, Duration suspendAfter, LongSupplier nanoTime) {
        this.name = name;
        this.suspendAfter = suspendAfter;
        this.nanoTime = nanoTime;
    }

    public String name() {
        return name;
    }

    /** How long the first statement after a suspension waits. */
    public void resumesIn(Duration time) {
        resuming = time;
    }

    /** Goes to sleep at once, unless a statement runs. */
    public synchronized void suspend() {
        if (running == 0 && awake(nanoTime.getAsLong())) {
            bill(nanoTime.getAsLong());
        }
    }

    void begin() throws InterruptedException {
        boolean asleep;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            asleep = running == 0 && !awake(now);
            if (asleep) {
                if (awakeUntil != Long.MIN_VALUE) {
                    bill(awakeUntil);
                }
                resumes++;
                awakeSince = now;
            }
            awakeUntil = Long.MAX_VALUE;
            running++;
            statements++;
        }
        if (asleep && !resuming.isZero()) {
            Thread.sleep(resuming);
        }
    }

    synchronized void end() {
        running--;
        if (running == 0) {
            awakeUntil = nanoTime.getAsLong() + suspendAfter.toNanos();
        }
    }

    private boolean awake(long now) {
        return awakeUntil != Long.MIN_VALUE && now < awakeUntil;
    }

    private void bill(long until) {
        billedNanos += Math.max(MINIMUM, until - awakeSince);
        awakeUntil = Long.MIN_VALUE;
    }

    /** Statements that needed it. */
    public synchronized long statements() {
        return statements;
    }

    public synchronized long resumes() {
        return resumes;
    }

    /** What Snowflake would bill until now, in seconds. */
    public synchronized long billedSeconds() {
        long now = nanoTime.getAsLong();
        long current = awakeUntil == Long.MIN_VALUE ? 0 : Math.max(MINIMUM, Math.min(now, awakeUntil) - awakeSince);
        return (billedNanos + current) / 1_000_000_000L;
    }

    synchronized String state() {
        return awake(nanoTime.getAsLong()) ? "STARTED" : "SUSPENDED";
    }
}
