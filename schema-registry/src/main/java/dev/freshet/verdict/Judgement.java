package dev.freshet.verdict;

import dev.freshet.evolution.Verdict;

/**
 * A version was compared with the one before.
 *
 * @param subject {@code <topic>-key} or {@code <topic>-value}
 */
public record Judgement(String subject, String version, String earlier, Verdict verdict) {
    public String topic() {
        return subject.substring(0, subject.lastIndexOf('-'));
    }

    /** One sentence: {@code shop.shop.orders: version 3 is breaking after version 2: dropped column note}. */
    public String sentence() {
        String level = verdict.level() == Verdict.Level.BREAKING ? " is breaking after " : " is compatible with ";
        return topic() + ": version " + version + " of the schema" + level + "version " + earlier
                + (verdict.changes().isEmpty() ? "" : ": " + String.join("; ", verdict.changes()));
    }
}
