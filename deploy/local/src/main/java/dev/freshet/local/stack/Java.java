package dev.freshet.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for JVMs: the JDK of this one, and a collector that suits a small heap. */
final class Java {
    /** Set by tests: a server that lives for a minute does not get back what the optimising compiler takes. */
    private static final boolean SHORT_LIVED = Boolean.getBoolean("freshet.shortLived");

    private Java() {}

    /**
     * Options of a JVM that keeps its loaded classes in a file, which saves its next start a fifth (our services) to a half (Kafka) of the CPU
     * time. It writes the file when it ends in order, anew when the file does not fit it.
     *
     * @param archive in a folder that is there; the file need not be
     */
    static List<String> keepingClasses(Path archive) {
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    }

    static List<String> command(String heap, List<String> options, String... rest) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + heap);
        words.add("-XX:+UseSerialGC");
        words.add("-XX:-UsePerfData");
        if (SHORT_LIVED) {
            words.add("-XX:TieredStopAtLevel=1");
        }
        words.addAll(options);
        words.addAll(List.of(rest));
        return words;
    }
}
