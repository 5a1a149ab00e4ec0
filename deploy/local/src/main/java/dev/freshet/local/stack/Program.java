package dev.freshet.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java program.
 *
 * @param classPath jars, in an order that is the same everywhere: what is kept of a program's classes fits one order only
 */
record Program(List<Path> classPath, String mainClass) {
    /** Every jar of a folder is its class path. */
    static Program ofFolder(Path folder, String mainClass) {
        return new Program(jars(folder), mainClass);
    }

    /**
     * A Quarkus application as its build leaves it (fast-jar), on one flat class path: the class loader that its own launcher
     * would bring hides the classes from what JVMs keep of them.
     *
     * @param home holds {@code quarkus-run.jar}
     */
    static Program ofQuarkus(Path home) {
        List<Path> jars = new ArrayList<>();
        for (String first : List.of("quarkus/transformed-bytecode.jar", "quarkus/generated-bytecode.jar")) {
            if (Files.exists(home.resolve(first))) {
                jars.add(home.resolve(first));
            }
        }
        for (String folder : List.of("app", "lib/boot", "lib/main")) {
            jars.addAll(jars(home.resolve(folder)));
        }
        return new Program(jars, "io.quarkus.runner.GeneratedMain");
    }

    String joinedClassPath() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
