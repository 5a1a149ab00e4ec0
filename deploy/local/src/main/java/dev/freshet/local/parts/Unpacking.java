package dev.freshet.local.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** Archives into folders, by the tar of the system, which keeps modes and links. */
final class Unpacking {
    private Unpacking() {}

    static void tarGz(Path archive, Path folder) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
            tar(in, folder);
        }
    }

    /** The tar archive, compressed with gzip or xz, that is an entry of a jar. */
    static void tarInJar(Path jar, String entryName, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(entryName);
            if (entry == null) {
                throw new IOException(jar.getFileName() + " has no " + entryName);
            }
            try (InputStream raw = zip.getInputStream(entry);
                    InputStream in =
                            entryName.endsWith("xz") ? new XZInputStream(raw) : new GZIPInputStream(raw, 1 << 16)) {
                tar(in, folder);
            }
        }
    }

    /**
     * Entries of a zip archive, which keeps no modes: what is in {@code bin} becomes executable.
     *
     * @param wanted names of entries; of all entries in a folder when it ends with a slash
     */
    static void zip(Path archive, List<String> wanted, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(each -> wanted(each, wanted)).toList()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException(
                            archive.getFileName() + " would write outside its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
                if (entry.getName().startsWith("bin/") && !file.toFile().setExecutable(true)) {
                    throw new IOException("Could not make " + file + " executable");
                }
            }
        }
    }

    private static boolean wanted(ZipEntry entry, List<String> wanted) {
        return !entry.isDirectory()
                && wanted.stream()
                        .anyMatch(name -> name.endsWith("/")
                                ? entry.getName().startsWith(name)
                                : entry.getName().equals(name));
    }

    private static void tar(InputStream in, Path folder) throws IOException {
        Shell.Outcome outcome = Shell.run(
                folder, Map.of(), List.of("tar", "-x", "--no-same-owner", "-f", "-", "-C", folder.toString()), in);
        if (!outcome.ok()) {
            throw new IOException("tar failed in " + folder + ": " + outcome.tail());
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
