package dev.freshet.local.stack;

import dev.freshet.local.process.ProcessFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An initialised data directory, copied instead of initialised again: seconds become milliseconds. */
final class Seed {
    private Seed() {}

    /** Owners and modes are kept: PostgreSQL insists on them. */
    static void copy(Path seed, Path target) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            int status = new ProcessBuilder("cp", "-a", seed.toString(), target.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new ProcessFailed("Could not copy " + seed + " to " + target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailed("Interrupted while copying " + seed, e);
        }
    }
}
