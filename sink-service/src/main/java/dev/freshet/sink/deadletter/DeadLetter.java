package dev.freshet.sink.deadletter;

import dev.freshet.sink.batch.Arrival;

/**
 * A rejected event and its reason.
 *
 * @param topic where it came from; partition and offset are the arrival's
 * @param cause what is wrong with it; never holds a row's values
 * @param mend  what a person can do about it
 */
public record DeadLetter(String topic, Arrival arrival, Stage stage, String cause, String mend) {
    /** Where on its way it was stopped. */
    public enum Stage {
        DECODE,
        APPLY
    }
}
