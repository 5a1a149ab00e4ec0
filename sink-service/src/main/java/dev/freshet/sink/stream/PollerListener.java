package dev.freshet.sink.stream;

import java.util.Map;

/** Told how reading from Kafka goes, on the poller's thread. Must be quick and must not throw. */
public interface PollerListener {
    /** Kafka answers, and this is how many records of each topic were not read yet. */
    void reading(Map<String, Long> unread);

    /** Kafka cannot be read now; tried again by itself. */
    void failing(String cause, String mend);

    /**
     * The records that the destination needs next are not in the log any more.
     *
     * @param wanted the offset it needs
     * @param oldest the oldest there is; reading goes on from here
     */
    void gap(String topic, int partition, long wanted, long oldest);
}
