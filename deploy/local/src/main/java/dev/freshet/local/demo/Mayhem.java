package dev.freshet.local.demo;

import dev.freshet.local.stack.Server;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Kills a server without warning, leaves it dead for a moment, starts it again, and picks the next. */
final class Mayhem implements AutoCloseable {
    private static final int CALM_SECONDS = 8;
    private static final int DEAD_SECONDS = 5;

    private final List<Server> victims;
    private final Random random;
    private final Consumer<String> tell;
    private final Thread thread = new Thread(this::rage, "freshet-mayhem");
    private volatile boolean stopping;

    private Mayhem(List<Server> victims, long seed, Consumer<String> tell) {
        this.victims = victims;
        this.random = new Random(seed);
        this.tell = tell;
        thread.setDaemon(true);
    }

    /** Without chaos, one that has no victims and does nothing. */
    static Mayhem maybe(boolean chaos, List<Server> servers, long seed, Consumer<String> tell) {
        return new Mayhem(chaos ? servers : List.of(), seed, tell);
    }

    void start() {
        if (!victims.isEmpty()) {
            thread.start();
        }
    }

    private void rage() {
        while (!stopping) {
            pause(CALM_SECONDS);
            if (stopping) {
                return;
            }
            Server victim = victims.get(random.nextInt(victims.size()));
            long start = System.nanoTime();
            victim.process().kill();
            tell.accept("kill -9 " + victim.name());
            pause(DEAD_SECONDS);
            restart(victim, start);
        }
    }

    private void restart(Server victim, long killedAt) {
        try {
            victim.start();
            tell.accept("%s is back after %.1f s".formatted(victim.name(), (System.nanoTime() - killedAt) / 1e9));
        } catch (RuntimeException e) {
            tell.accept(victim.name() + " DID NOT COME BACK: " + e.getMessage());
        }
    }

    private void pause(int seconds) {
        try {
            Thread.sleep(Duration.ofMillis(500 + random.nextInt(seconds * 1_000)));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Returns when the last victim is up again. */
    @Override
    public void close() {
        stopping = true;
        if (victims.isEmpty()) {
            return;
        }
        try {
            thread.join(Duration.ofMinutes(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
