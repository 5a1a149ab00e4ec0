package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.gateway.FlinkUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The checkpoints that a job left behind, for when the JobManager has forgotten it. Only folders of a file system that this service sees
 * as the cluster does can be looked through.
 */
final class CheckpointFolder {
    /** Complete checkpoints and savepoints have it. */
    private static final String METADATA = "_metadata";

    private static final int DEPTH = 3;

    private static final Logger LOG = Logger.getLogger(CheckpointFolder.class);

    private CheckpointFolder() {}

    /** Whether it can be looked through. */
    static boolean readable(String folder) {
        return folder.startsWith("file:");
    }

    /** The newest complete one, as a URI; empty: none was completed. */
    static Optional<String> newest(String folder) {
        Path path = Path.of(URI.create(folder));
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Stream<Path> files =
                Files.find(path, DEPTH, (file, attributes) -> file.endsWith(METADATA) && attributes.size() > 0)) {
            return files.max(Comparator.comparing(CheckpointFolder::written))
                    .map(file ->
                            Objects.requireNonNull(file.getParent()).toUri().toString());
        } catch (IOException | UncheckedIOException e) {
            throw new FlinkUnavailableException("the checkpoints in " + folder + " cannot be looked through", e);
        }
    }

    /** All of it; what cannot be removed stays. */
    static void remove(String folder) {
        Path path = Path.of(URI.create(folder));
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> {
                if (!file.toFile().delete()) {
                    LOG.debugf("%s is left", file);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.debugf("some of %s is left: %s", folder, e.getMessage());
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}
