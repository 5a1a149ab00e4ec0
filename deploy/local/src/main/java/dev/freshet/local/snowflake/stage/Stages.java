package dev.freshet.local.snowflake.stage;

import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement.StagePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Internal stages: a folder each. The driver copies files into them itself. Safe for several threads. */
public final class Stages {
    private final Path root;
    private final Map<ObjectName, Map<String, String>> formats = new ConcurrentHashMap<>();

    public Stages(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public boolean exists(ObjectName stage) {
        return formats.containsKey(stage);
    }

    /** @param format options of its file format, as they were given */
    public void create(ObjectName stage, Map<String, String> format) {
        formats.put(stage, Map.copyOf(format));
        try {
            Files.createDirectories(folder(stage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void drop(ObjectName stage) {
        files(new StagePath(stage, "")).forEach(Stages::delete);
        formats.remove(stage);
    }

    public Map<String, String> format(ObjectName stage) {
        require(stage);
        return formats.getOrDefault(stage, Map.of());
    }

    /** The folder that a file for this path is to be put into. */
    public Path target(StagePath path) {
        require(path.stage());
        Path folder = folder(path.stage()).resolve(path.path()).normalize();
        if (!folder.startsWith(folder(path.stage()))) {
            throw new SnowflakeException("091003", "22000", "Failure using stage area: the path leaves the stage");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** The files whose path begins so, in the order of their names. */
    public List<Path> files(StagePath prefix) {
        require(prefix.stage());
        Path folder = folder(prefix.stage());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> path(prefix.stage(), file).startsWith(prefix.path()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Path inside of the stage. */
    public String path(ObjectName stage, Path file) {
        return folder(stage).relativize(file).toString();
    }

    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(ObjectName stage) {
        return root.resolve(encoded(stage.schema())).resolve(encoded(stage.name()));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace(".", "%2E");
    }

    private void require(ObjectName stage) {
        if (!exists(stage)) {
            throw new SnowflakeException(
                    "002003",
                    "02000",
                    "SQL compilation error:\nStage '" + stage + "' does not exist or not authorized.");
        }
    }
}
