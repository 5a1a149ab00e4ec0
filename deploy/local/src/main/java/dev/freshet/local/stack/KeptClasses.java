package dev.freshet.local.stack;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * The classes of a program, as one of its JVMs had loaded and linked them when it ended in order, in a file beside the program:
 * an ahead-of-time cache (JEP 483, JEP 514). The next start takes half the time and half the CPU. JVMs older than 25 keep what
 * they can, class data alone (JEP 350).
 *
 * <p>A program without a file writes one at its end, which takes it about ten CPU seconds more. Another class path or another
 * JVM has another file.
 *
 * @param base the file's name without what tells one class path and JVM from another; its folder is there
 */
record KeptClasses(Path base, List<Path> classPath) {
    /** For a program that writes its file on a busy machine when it is asked to end. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private static final int AHEAD_OF_TIME = 25;

    /** Of the JVM that is about to start. */
    List<String> options() {
        if (Runtime.version().feature() < AHEAD_OF_TIME) {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + base + ".jsa");
        }
        Path file = base.resolveSibling(base.getFileName() + "-" + fingerprint() + ".aot");
        boolean complete = complete(file);
        if (!complete) {
            deleteOthers(file);
        }
        return List.of(
                (complete ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + file,
                "-Xlog:aot=off",
                // read where it was written to lie: moving it would make a copy of it in every process
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0");
    }

    /** Those of an older class path or JVM; a JVM that has one open does not mind. */
    private void deleteOthers(Path file) {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(folder(), base.getFileName() + "-*.aot")) {
            for (Path other : others) {
                if (!other.equals(file)) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(base.toAbsolutePath().getParent());
    }

    /** The JVM writes the file's head, which begins with a number that is not 0, when the rest is written. */
    private static boolean complete(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return in.readInt() != 0;
        } catch (IOException empty) {
            return false;
        }
    }

    private String fingerprint() {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
        try {
            for (Path jar : classPath) {
                text.append('\n')
                        .append(jar)
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar).toMillis());
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
