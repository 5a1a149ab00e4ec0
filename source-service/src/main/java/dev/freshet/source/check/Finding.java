package dev.freshet.source.check;

/**
 * One thing that a live check found.
 *
 * @param field   of the spec that it is about
 * @param problem what is wrong
 * @param mend    what to do about it
 */
public record Finding(Severity severity, String field, String problem, String mend) {
    public enum Severity {
        /** Capture would not work. */
        ERROR,
        /** Capture works, but a bad day will hurt. */
        WARNING
    }

    static Finding error(String field, String problem, String mend) {
        return new Finding(Severity.ERROR, field, problem, mend);
    }

    static Finding warning(String field, String problem, String mend) {
        return new Finding(Severity.WARNING, field, problem, mend);
    }
}
