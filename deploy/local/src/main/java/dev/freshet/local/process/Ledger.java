package dev.freshet.local.process;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The processes that one owner has started, kept in a file so that they can be found after the owner died.
 *
 * <p>Safe for threads. One owner writes one file; the file is replaced as a whole, so a reader never sees half of it.
 */
public final class Ledger {
    /** Names one process for good: a recycled pid has other ticks. */
    public record Entry(String name, long pid, long startTicks, int port, Path log) {
        public boolean running() {
            OptionalLong ticks = ProcFs.startTicks(pid);
            return ticks.isPresent() && ticks.getAsLong() == startTicks;
        }

        String line() {
            return String.join(
                    "\t", name, Long.toString(pid), Long.toString(startTicks), Integer.toString(port), log.toString());
        }

        static Entry of(String line) {
            String[] cells = line.split("\t", 5);
            return new Entry(
                    cells[0],
                    Long.parseLong(cells[1]),
                    Long.parseLong(cells[2]),
                    Integer.parseInt(cells[3]),
                    Path.of(cells[4]));
        }
    }

    private final Path file;
    private final List<Entry> entries;

    private Ledger(Path file, List<Entry> entries) {
        this.file = file;
        this.entries = new ArrayList<>(entries);
    }

    /** The ledger in the file, with what an earlier owner wrote there. */
    public static Ledger in(Path file) {
        return new Ledger(file, read(file));
    }

    public Path file() {
        return file;
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public synchronized Optional<Entry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    synchronized void add(Entry entry) {
        entries.removeIf(known -> known.name().equals(entry.name()));
        entries.add(entry);
        write();
    }

    synchronized void remove(String name, long pid) {
        if (entries.removeIf(known -> known.name().equals(name) && known.pid() == pid)) {
            write();
        }
    }

    /** Ends what still runs, last started first, and forgets all. Returns what it ended. */
    public synchronized List<Entry> endAll(Duration grace) {
        List<Entry> ended = new ArrayList<>();
        for (Entry entry : entries.reversed()) {
            if (entry.running()) {
                Signal.end(entry, grace);
                ended.add(entry);
            }
        }
        entries.clear();
        write();
        return ended;
    }

    private void write() {
        try {
            if (entries.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, entries.stream().map(Entry::line).toList());
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Entry> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(Entry::of)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
