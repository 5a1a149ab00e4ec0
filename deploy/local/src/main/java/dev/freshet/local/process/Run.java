package dev.freshet.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One owner's run: where its data and logs are, how long its processes live, and the ledger they are written to.
 *
 * <p>An attached run keeps its data in a temporary directory, which a later run deletes with the leftovers should this
 * JVM die before it could.
 */
public record Run(Path data, Lifetime lifetime, Ledger ledger) {
    private static final String MARKER = ".freshet-run";
    private static final String SUFFIX = ".processes";

    /** A run of this JVM on temporary data. Ends the leftovers of earlier owners that died. */
    public static Run temporary(Path state) {
        reapLeftovers(state);
        try {
            Path data = Files.createTempDirectory("freshet-");
            return attached(state, data, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run of this JVM on data that stays. */
    public static Run keeping(Path state, Path data) {
        reapLeftovers(state);
        return attached(state, data, false);
    }

    private static Run attached(Path state, Path data, boolean temporary) {
        long self = ProcessHandle.current().pid();
        String owner = self + "-" + ProcFs.startTicks(self).orElse(0);
        String file = owner + "-" + Long.toHexString(System.nanoTime()) + SUFFIX;
        try {
            Path runs = Files.createDirectories(state.resolve("runs"));
            Files.createDirectories(data);
            if (temporary) {
                Files.writeString(data.resolve(MARKER), owner);
                Files.writeString(runs.resolve(file + ".data"), data.toString());
            }
            return new Run(data, Lifetime.ATTACHED, Ledger.in(runs.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that goes on after this JVM, until another JVM ends what its ledger names. */
    public static Run detached(Path state) {
        return new Run(state.resolve("data"), Lifetime.DETACHED, Ledger.in(state.resolve("up" + SUFFIX)));
    }

    public Path logs() {
        return data.resolve("logs");
    }

    /** Deletes the data of a temporary run; data that was to be kept stays. */
    public void discard() {
        Path note = ledger.file().resolveSibling(ledger.file().getFileName() + ".data");
        if (Files.exists(note)) {
            deleteMarked(data);
            delete(note);
        }
    }

    /** Ends processes, and deletes temporary data, of attached runs whose JVM is gone. Returns what it ended. */
    public static List<Ledger.Entry> reapLeftovers(Path state) {
        Path runs = state.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(runs)) {
            return files.filter(file -> !ownerLives(file))
                    .sorted()
                    .flatMap(file -> reap(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Ledger.Entry> reap(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX)) {
            return Ledger.in(file).endAll(Duration.ZERO);
        }
        if (name.endsWith(SUFFIX + ".data")) {
            try {
                deleteMarked(Path.of(Files.readString(file).trim()));
            } catch (NoSuchFileException raced) {
                // another JVM has just reaped it
                return List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        delete(file);
        return List.of();
    }

    private static boolean ownerLives(Path file) {
        String[] owner = file.getFileName().toString().split("-", 3);
        try {
            long ticks = ProcFs.startTicks(Long.parseLong(owner[0])).orElse(-1);
            return owner.length > 2 && ticks == Long.parseLong(owner[1]);
        } catch (NumberFormatException notOurs) {
            return true;
        }
    }

    private static void deleteMarked(Path data) {
        if (!Files.exists(data.resolve(MARKER))) {
            return;
        }
        try (Stream<Path> all = Files.walk(data)) {
            all.sorted(Comparator.reverseOrder()).forEach(Run::delete);
        } catch (IOException | UncheckedIOException raced) {
            // another JVM deletes the same leftovers at this moment
            return;
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
