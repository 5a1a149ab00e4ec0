package dev.freshet.source.run;

/** One attempt at capturing a source. */
public interface Attempt {
    /**
     * Captures until closed.
     *
     * @throws Exception whatever ended it otherwise
     */
    void run() throws Exception;

    /** Lets the batch under way commit and ends the run. From any thread. Without effect when it has ended. */
    void close() throws InterruptedException;

    /** Makes attempts; each is used once. */
    @FunctionalInterface
    interface Factory {
        Attempt attempt(dev.freshet.source.capture.CaptureListener listener);
    }
}
