package dev.freshet.source.service;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.source.capture.Capture;
import dev.freshet.source.capture.CaptureConfig;
import dev.freshet.source.capture.CaptureListener;
import dev.freshet.source.check.TablePatterns;
import dev.freshet.source.mysql.MySqlAccess;
import dev.freshet.source.mysql.MySqlSession;
import dev.freshet.source.run.Attempt;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks which server is there, then captures from it. */
final class CaptureAttempt implements Attempt {
    /** What all attempts of a process share. */
    record Tools(MySqlAccess mysql, CaptureConfig config, Capture.Surroundings surroundings) {}

    private static final Logger LOG = Logger.getLogger(CaptureAttempt.class);

    private final String name;
    private final DatabaseSourceSpec spec;
    private final Tools tools;
    private final CaptureListener listener;
    private final AtomicReference<@Nullable Capture> capture = new AtomicReference<>();
    private volatile boolean closed;

    CaptureAttempt(String name, DatabaseSourceSpec spec, Tools tools, CaptureListener listener) {
        this.name = name;
        this.spec = spec;
        this.tools = tools;
        this.listener = listener;
    }

    @Override
    public void run() throws SQLException {
        Capture.Subject subject =
                new Capture.Subject(name, tools.config().of(name, spec), TablePatterns.of(spec)::match, server());
        Capture opened = new Capture(tools.surroundings(), subject, listener);
        capture.set(opened);
        if (!closed) {
            opened.run();
        }
    }

    private Capture.Server server() throws SQLException {
        try (MySqlSession session = tools.mysql().open(spec)) {
            return new Capture.Server(session.serverUuid(), session.lowerCaseNames(), this::databaseInUse);
        }
    }

    private Optional<String> databaseInUse(String file, long position) {
        try (MySqlSession session = tools.mysql().open(spec)) {
            return session.databaseInUse(file, position);
        } catch (SQLException e) {
            LOG.warnf(
                    "source=%s file=%s position=%d: the server does not say which database was in use when it renamed a table"
                            + " (%s); the table is taken for one of the database that it went to",
                    name, file, position, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        Capture opened = capture.get();
        if (opened != null) {
            opened.close();
        }
    }
}
