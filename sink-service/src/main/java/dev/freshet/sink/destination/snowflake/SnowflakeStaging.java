package dev.freshet.sink.destination.snowflake;

import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import net.snowflake.client.api.connection.SnowflakeConnection;
import net.snowflake.client.api.connection.UploadStreamConfig;

/**
 * The files of one batch in the stage: uploaded while the next ones are written, a few at most on this machine at a time.
 *
 * @param folder path in the stage, this batch's alone
 * @param rows   that the files hold
 */
record SnowflakeStaging(String folder, List<String> files, long rows, long bytes) {
    private static final int AT_ONCE = 3;

    /** Files that are neither written nor deleted yet, at most. */
    static SnowflakeStaging upload(
            Connection connection,
            Target target,
            List<Portion> portions,
            String folder,
            CsvFiles.Room room,
            ExecutorService threads)
            throws SQLException {
        Semaphore waiting = new Semaphore(AT_ONCE);
        List<String> names = new ArrayList<>();
        List<Future<Long>> uploads = new ArrayList<>();
        long rows = 0;
        for (Portion portion : portions) {
            List<SinkRow> some = portion.rows();
            rows += some.size();
        }
        try {
            new CsvFiles(target, room).write(portions, file -> {
                waiting.acquireUninterruptibly();
                String name = names.size() + ".csv.gz";
                names.add(name);
                uploads.add(threads.submit(() -> {
                    try {
                        return upload(connection, file, folder, name);
                    } finally {
                        Files.deleteIfExists(file);
                        waiting.release();
                    }
                }));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("writing a file to stage for " + target.table() + " failed", e);
        } finally {
            waiting.acquireUninterruptibly(AT_ONCE);
        }
        long bytes = 0;
        for (Future<Long> upload : uploads) {
            bytes += result(upload, target);
        }
        return new SnowflakeStaging(folder, List.copyOf(names), rows, bytes);
    }

    private static long upload(Connection connection, Path file, String folder, String name)
            throws SQLException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            connection
                    .unwrap(SnowflakeConnection.class)
                    .uploadStream(
                            SnowflakeDialect.STAGE,
                            name,
                            in,
                            UploadStreamConfig.builder()
                                    .setDestPrefix(folder)
                                    .setCompressData(false)
                                    .build());
            return Files.size(file);
        }
    }

    private static long result(Future<Long> upload, Target target) throws SQLException {
        try {
            return upload.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DestinationException.Unavailable(
                    "staging for " + target.table() + " was interrupted", "nothing to do: the sink tries again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new DestinationException.Unavailable(
                    "staging a file for " + target.table() + " failed: " + e.getCause(),
                    "see that the service has room for temporary files and reaches the stage's storage",
                    e);
        }
    }

    /** Within the caller's transaction. */
    void load(Connection connection, String copy) throws SQLException {
        long loaded = 0;
        try (Statement statement = connection.createStatement();
                ResultSet files = statement.executeQuery(copy)) {
            while (files.next()) {
                loaded += files.getLong("rows_loaded");
            }
        }
        if (loaded != rows) {
            throw new DestinationException.Unavailable(
                    "COPY loaded " + loaded + " of " + rows + " rows that were staged in " + folder,
                    "nothing to do: the sink stages them again",
                    null);
        }
    }
}
