package dev.freshet.sink.destination.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where files wait on this machine until they are uploaded: a folder of its own, made with the first file. A lock on a file in it tells that its
 * owner lives; folders of owners that were killed are deleted when another is made. Safe for several threads.
 */
final class StagingFolder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StagingFolder.class);
    private static final String PREFIX = "freshet-staging-";
    private static final String LOCK = "owner.lock";

    private final Path parent;
    private @Nullable Path folder;
    private @Nullable FileChannel lock;

    StagingFolder(Path parent) {
        this.parent = parent;
    }

    static StagingFolder ofTemporaryFiles() {
        return new StagingFolder(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** A new one, empty. */
    synchronized Path file() throws IOException {
        Path mine = folder;
        if (mine == null) {
            sweep();
            mine = own();
        }
        return Files.createTempFile(mine, "", ".csv.gz");
    }

    private Path own() throws IOException {
        Path mine = Files.createTempDirectory(parent, PREFIX);
        FileChannel channel =
                FileChannel.open(mine.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (locked(channel) == null) {
            // who sweeps was quicker, and is about to delete it
            channel.close();
            return own();
        }
        folder = mine;
        lock = channel;
        return mine;
    }

    /** Null when somebody holds it, in this process or another. */
    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null;
        }
    }

    private void sweep() throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                sweep(other);
            }
        }
    }

    private static void sweep(Path other) {
        try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (locked(channel) != null) {
                LOG.infof("removes %s, whose owner has ended", other);
                delete(other);
            }
        } catch (IOException e) {
            // it has no lock yet, or is another user's
            LOG.debugf(e, "%s is left as it is", other);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public synchronized void close() {
        Path mine = folder;
        FileChannel channel = lock;
        if (mine == null || channel == null) {
            return;
        }
        folder = null;
        try (channel) {
            delete(mine);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + mine + " for staged files could not be removed", e);
        }
    }
}
