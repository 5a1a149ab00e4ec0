package dev.freshet.local.parts;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders that are made once per user and then only read.
 *
 * <p>A folder is filled under another name and renamed when complete. A lock file keeps two JVMs, and a lock per name two
 * threads, from making the same folder twice.
 */
public record Cache(Path root) {
    private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

    /** Fills an empty folder; whatever it throws leaves nothing behind in the cache but that folder's remains. */
    @FunctionalInterface
    public interface Filling {
        void fill(Path folder) throws IOException;
    }

    public static Cache ofUser() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return new Cache(base.resolve("freshet/parts").toAbsolutePath());
    }

    public Path folder(String name, Filling filling) {
        Path folder = root.resolve(name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        synchronized (LOCKS.computeIfAbsent(folder.toString(), key -> new Object())) {
            return make(folder, filling);
        }
    }

    private Path make(Path folder, Filling filling) {
        try {
            Files.createDirectories(root);
            Path lockFile = root.resolve(folder.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.isDirectory(folder)) {
                    Path draft = Files.createTempDirectory(root, folder.getFileName() + ".draft-");
                    try {
                        filling.fill(draft);
                        Files.move(draft, folder, ATOMIC_MOVE);
                    } finally {
                        Unpacking.delete(draft);
                    }
                }
                return folder;
            }
        } catch (IOException e) {
            throw new PartUnavailable("Could not write the cache " + root + ": " + e.getMessage(), e);
        }
    }
}
