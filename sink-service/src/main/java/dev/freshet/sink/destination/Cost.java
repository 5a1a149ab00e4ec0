package dev.freshet.sink.destination;

/**
 * What a pipeline costs at a destination that is paid for by the second, since this process started. Times and credits are estimates: of
 * one warehouse that only this pipeline uses, and that suspends itself a minute after its last statement.
 *
 * @param flushes       batches written
 * @param stagedBytes   compressed bytes that were uploaded
 * @param awakeSeconds  while the warehouse was kept awake, a minute at least for each time
 * @param resumes       how often it was woken
 * @param creditsPerHour of the warehouse's size
 */
public record Cost(long flushes, long stagedBytes, double awakeSeconds, long resumes, double creditsPerHour) {
    private static final double SECONDS_PER_HOUR = 3_600;

    public double credits() {
        return awakeSeconds / SECONDS_PER_HOUR * creditsPerHour;
    }
}
