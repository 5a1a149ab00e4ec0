package dev.freshet.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Command lines for JVMs: the JDK of this one, and a collector that suits a small heap. */
final class Java {
    /** Set by tests: a server that lives for a minute does not get back what the optimising compiler takes. */
    private static final boolean SHORT_LIVED = Boolean.getBoolean("freshet.shortLived");

    private Java() {}

    /**
     * Of a program that keeps its loaded classes for its next start.
     *
     * @param heap as {@code -Xmx} wants it
     * @param kept see {@link KeptClasses}
     * @return what to start, looked up anew at each start
     */
    static Supplier<List<String>> keeping(
            Path kept, String heap, List<String> options, Program program, String... arguments) {
        KeptClasses classes = new KeptClasses(kept, program.classPath());
        return () -> {
            List<String> all = new ArrayList<>(classes.options());
            all.addAll(options);
            return command(heap, all, program, arguments);
        };
    }

    /** Of a program that keeps nothing. */
    static List<String> command(String heap, List<String> options, Program program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + heap);
        words.add("-XX:+UseSerialGC");
        words.add("-XX:-UsePerfData");
        if (SHORT_LIVED) {
            words.add("-XX:TieredStopAtLevel=1");
        }
        words.addAll(options);
        words.addAll(List.of("-cp", program.joinedClassPath(), program.mainClass()));
        words.addAll(List.of(arguments));
        return words;
    }
}
