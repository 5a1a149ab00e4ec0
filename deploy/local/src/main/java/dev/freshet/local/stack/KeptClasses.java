package dev.freshet.local.stack;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes of a program, as one of its JVMs had loaded and linked them when it ended in order, in a file beside the program:
 * an ahead-of-time cache (JEP 483, JEP 514). The next start takes half the time and half the CPU. JVMs older than 25 keep what
 * they can, class data alone (JEP 350).
 *
 * <p>A program without a file writes one at its end, which takes it about ten CPU seconds more and is done by one of those that
 * run at the same time. Another class path or another JVM has another file.
 *
 * @param base the file's name without what tells one class path and JVM from another; its folder is there
 */
record KeptClasses(Path base, List<Path> classPath) {
    /** For a program that writes its file on a busy machine when it is asked to end. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private static final int AHEAD_OF_TIME = 25;
    private static final AtomicInteger DRAFTS = new AtomicInteger();
    private static final Pattern WRITER = Pattern.compile("\\.draft-(\\d+)-");
    /** What a JVM writes beside its draft, from its start to its end. */
    private static final String NOTES = ".config";

    /** Of the JVM that is about to start. */
    List<String> options() {
        if (Runtime.version().feature() < AHEAD_OF_TIME) {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + base + ".jsa");
        }
        Path file = base.resolveSibling(base.getFileName() + "-" + fingerprint() + ".aot");
        return List.of(
                use(file),
                "-Xlog:aot=off",
                // read where it was written to lie: moving it would make a copy of it in every process
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0");
    }

    /** One at a time of all that start the program, also in other processes. */
    private String use(Path file) {
        synchronized (DRAFTS) {
            try (FileChannel turn = FileChannel.open(Path.of(base + ".lock"), CREATE, WRITE);
                    FileLock lock = turn.lock()) {
                assert lock.isValid();
                return switch (look(file)) {
                    case KEPT -> "-XX:AOTCache=" + file;
                    case BEING_WRITTEN -> "-XX:AOTMode=off";
                    case MISSING -> "-XX:AOTCacheOutput=" + claimed(file);
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A draft is there from the start of its writer on, so that others leave the work to it; each has a name of its own. */
    private static Path claimed(Path file) throws IOException {
        return Files.createFile(
                Path.of(file + ".draft-" + ProcessHandle.current().pid() + "-" + DRAFTS.incrementAndGet()));
    }

    private enum Found {
        KEPT,
        BEING_WRITTEN,
        MISSING
    }

    /** Takes over what a JVM has written since, and forgets what nobody needs. A JVM that has a deleted file open does not mind. */
    private Found look(Path file) throws IOException {
        boolean writing = false;
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(folder(), base.getFileName() + "-*.aot*")) {
            for (Path other : kept) {
                if (!other.equals(file)) {
                    takeOrForget(other, file);
                    writing |= fits(other, file) && Files.exists(other);
                }
            }
        }
        if (Files.exists(file)) {
            return Found.KEPT;
        }
        return writing ? Found.BEING_WRITTEN : Found.MISSING;
    }

    private static boolean fits(Path other, Path file) {
        return other.toString().startsWith(file.toString());
    }

    private static void takeOrForget(Path other, Path file) throws IOException {
        boolean fits = fits(other, file);
        try {
            if (fits && !Files.exists(file) && complete(other)) {
                Files.move(other, file, ATOMIC_MOVE);
            } else if (!fits || !inUse(other)) {
                Files.deleteIfExists(other);
            }
        } catch (NoSuchFileException e) {
            // somebody else was at it
            return;
        }
    }

    private Path folder() {
        return Objects.requireNonNull(base.toAbsolutePath().getParent());
    }

    /** Whether the JVM lives that started the writer: a draft of a writer that was killed stays behind. */
    private static boolean inUse(Path draft) {
        Matcher pid = WRITER.matcher(draft.toString());
        return pid.find() && ProcessHandle.of(Long.parseLong(pid.group(1))).isPresent();
    }

    /** A JVM writes the head of the file, which begins with a number that is not 0, when the rest is written; then it deletes its notes. */
    private static boolean complete(Path draft) {
        if (draft.toString().endsWith(NOTES) || Files.exists(Path.of(draft + NOTES))) {
            return false;
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(draft))) {
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
