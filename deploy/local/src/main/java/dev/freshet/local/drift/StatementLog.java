package dev.freshet.local.drift;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every statement with its time, in memory and in a file that mysql can run again. Safe for threads. */
final class StatementLog implements AutoCloseable {
    private final PrintWriter file;
    private final List<Ran> statements = new ArrayList<>();

    StatementLog(Path path) {
        try {
            file = new PrintWriter(Files.newBufferedWriter(path), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table that is there before the workload begins. */
    synchronized void opening(Change change) {
        file.println("-- at the start");
        file.println(change.sql() + ";");
    }

    synchronized void add(Ran ran) {
        statements.add(ran);
        file.printf(
                "-- %d %s at %s, took %d ms%n%s;%n",
                ran.number(),
                ran.change().kind().word(),
                Instant.ofEpochMilli(ran.start()),
                ran.end() - ran.start(),
                ran.change().sql());
    }

    synchronized List<Ran> all() {
        return List.copyOf(statements);
    }

    synchronized Optional<Ran> last() {
        return statements.isEmpty() ? Optional.empty() : Optional.of(statements.getLast());
    }

    /** What ran on the table, under this name and its earlier ones, in order. */
    synchronized List<Ran> of(String table) {
        Set<String> names = new HashSet<>(Set.of(table));
        List<Ran> found = new ArrayList<>();
        for (Ran ran : statements.reversed()) {
            if (ran.change().tables().stream().anyMatch(names::contains)) {
                names.addAll(ran.change().tables());
                found.addFirst(ran);
            }
        }
        return found;
    }

    @Override
    public void close() {
        file.close();
    }
}
