package dev.freshet.local.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person chose for a show.
 *
 * @param length empty: until Ctrl-C
 * @param chaos whether servers are killed meanwhile
 * @param seed makes rows, transactions and kills the same again
 */
public record Options(
        Destination destination,
        int rate,
        int rows,
        Optional<Duration> length,
        Optional<Path> keep,
        boolean chaos,
        long seed) {

    /** The systems that the demo can write to. */
    public enum Destination {
        duckdb,
        postgresql,
        /** The loopback server. */
        snowflake
    }
}
