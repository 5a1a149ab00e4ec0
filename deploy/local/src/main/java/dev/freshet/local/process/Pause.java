package dev.freshet.local.process;

/** The wait between two looks at a process. */
final class Pause {
    private static final long SHORT = 25;
    private static final long LONG = 250;

    private Pause() {}

    static void briefly() {
        sleep(SHORT);
    }

    /** Eager at first, then patient: a service that takes long should not spend its time answering that it is not ready. */
    static void after(int looks) {
        sleep(looks < 20 ? SHORT : LONG);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailed("Interrupted", e);
        }
    }
}
