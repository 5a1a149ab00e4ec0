package dev.freshet.local.cli;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people type them: {@code 90s}, {@code 10m}, {@code 1h}, {@code 1m30s}. */
final class Lengths {
    private Lengths() {}

    static Duration parse(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (RuntimeException e) {
            throw new TypeConversionException("'" + text + "' is not a length of time; write for instance 60s or 10m");
        }
    }
}
