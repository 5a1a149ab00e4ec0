package dev.freshet.sink.destination.duckdb;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.QueryResult;
import dev.freshet.sink.destination.QueryableDestination;
import dev.freshet.sink.destination.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** A DuckDB file. Created when it is missing; its directory must exist. */
public final class DuckDbDestination implements QueryableDestination {
    private final Path file;
    private final DuckDbInstance instance;

    /** @param name of the resource, for messages */
    public DuckDbDestination(String name, DestinationSpec spec) {
        String path = spec.path();
        if (path == null || path.isBlank()) {
            throw new DestinationException.Misconfigured(
                    "destination '" + name + "' has no path", "set path to the DuckDB file", null);
        }
        this.file = Path.of(path).toAbsolutePath().normalize();
        this.instance = new DuckDbInstance(file.toString(), spec.config());
    }

    @Override
    public List<Violation> check() {
        boolean existed = Files.exists(file);
        try {
            connect().close();
            if (!existed) {
                instance.close();
                Files.deleteIfExists(file);
            }
            return List.of();
        } catch (DestinationException e) {
            return List.of(new Violation("path", String.valueOf(e.getMessage()), e.mend()));
        } catch (java.io.IOException e) {
            return List.of(new Violation("path", file + " cannot be removed after a trial", "check the directory"));
        }
    }

    @Override
    public DestinationSession connect() {
        requireDirectory();
        return new DuckDbSession(instance.connect(), instance);
    }

    @Override
    public List<String> statements(Target target, TableChange change, StoredTable table) {
        return DuckDbAlter.of(target, change).stream().flatMap(List::stream).toList();
    }

    @Override
    public QueryResult query(String sql, int maxRows, Duration timeout) {
        requireDirectory();
        try (DuckDBConnection connection = instance.connect()) {
            return DuckDbQueries.run(connection, sql, maxRows, timeout);
        } catch (SQLException e) {
            throw DuckDbErrors.query(e);
        }
    }

    /** A connection of one's own to the same instance. */
    DuckDBConnection connection() {
        return instance.connect();
    }

    private void requireDirectory() {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new DestinationException.Misconfigured(
                    "the directory of " + file + " does not exist", "create it, or name another path", null);
        }
        if (!Files.isWritable(Files.exists(file) ? file : directory)) {
            throw new DestinationException.Misconfigured(
                    file + " is not writable for this service",
                    "grant it the right to write there, or name another path",
                    null);
        }
    }

    @Override
    public void close() {
        instance.close();
    }
}
