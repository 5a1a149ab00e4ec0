package dev.freshet.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Shared libraries that a server needs and the system lacks, unpacked beside the server without root.
 *
 * @param home the server's home; libraries go to its folder {@code native}
 */
public record NativeLibraries(Path home, Consumer<String> progress) {
    /** Debian's and Ubuntu's names for the package, the older first. */
    private static final Map<String, List<String>> PACKAGES =
            new TreeMap<>(Map.of("libaio.so.1", List.of("libaio1", "libaio1t64"), "libnuma.so.1", List.of("libnuma1")));

    /** What to set so that a program of this home finds the libraries unpacked for it. */
    public static Map<String, String> environment(Path home) {
        Path folder = home.resolve("native");
        return Files.isDirectory(folder) ? Map.of("LD_LIBRARY_PATH", folder.toString()) : Map.of();
    }

    void provideFor(Path program) throws IOException {
        for (String library : missing(program)) {
            progress.accept(library + " is missing here: fetching its package ...");
            unpack(library);
        }
        TreeSet<String> still = missing(program);
        if (!still.isEmpty()) {
            throw new PartUnavailable(advice(still));
        }
    }

    TreeSet<String> missing(Path program) {
        Shell.Outcome ldd = Shell.run(home, environment(home), List.of("ldd", program.toString()));
        TreeSet<String> names = new TreeSet<>();
        ldd.output()
                .lines()
                .filter(line -> line.contains("not found"))
                .map(line -> line.trim().split(" ")[0])
                .forEach(names::add);
        return names;
    }

    private void unpack(String library) throws IOException {
        Path work = Files.createTempDirectory("freshet-deb-");
        try {
            for (String name : PACKAGES.getOrDefault(library, List.of())) {
                if (download(work, name)) {
                    Path tree = Files.createDirectories(work.resolve("tree"));
                    Shell.run(
                            work,
                            Map.of(),
                            List.of("dpkg-deb", "-x", deb(work).orElseThrow().toString(), tree.toString()));
                    collect(tree, library);
                    return;
                }
            }
        } finally {
            Unpacking.delete(work);
        }
    }

    private static boolean download(Path work, String name) throws IOException {
        if (Shell.run(work, Map.of(), List.of("apt-get", "-q", "download", name))
                        .ok()
                && deb(work).isPresent()) {
            return true;
        }
        // no package lists, or stale ones: fresh lists in a folder of our own, the system's are left alone
        List<String> own = ownLists(work);
        Shell.run(work, Map.of(), concat(own, "update"));
        return Shell.run(work, Map.of(), concat(own, "download", name)).ok()
                && deb(work).isPresent();
    }

    private static List<String> ownLists(Path work) throws IOException {
        Path state = Files.createDirectories(work.resolve("state"));
        Path cache = Files.createDirectories(work.resolve("cache"));
        Files.createDirectories(state.resolve("lists/partial"));
        Files.createDirectories(cache.resolve("archives/partial"));
        return List.of(
                "apt-get",
                "-q",
                "-o",
                "Dir::State=" + state,
                "-o",
                "Dir::State::status=/var/lib/dpkg/status",
                "-o",
                "Dir::Cache=" + cache);
    }

    private static List<String> concat(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    private static Optional<Path> deb(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".deb")).findFirst();
        }
    }

    /** Copies the library under the name that the linker looks for: newer Debians call it {@code libaio.so.1t64}. */
    private void collect(Path tree, String library) throws IOException {
        Path target = Files.createDirectories(home.resolve("native")).resolve(library);
        try (Stream<Path> files = Files.walk(tree)) {
            Optional<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith(library))
                    .findFirst();
            if (found.isPresent()) {
                Files.copy(found.get(), target);
            }
        }
    }

    static String advice(TreeSet<String> libraries) {
        TreeSet<String> packages = new TreeSet<>();
        for (String library : libraries) {
            packages.add(PACKAGES.getOrDefault(library, List.of(library)).getFirst());
        }
        return "The MySQL server needs " + String.join(" and ", libraries)
                + ", and the packages could not be fetched with apt-get download. Install them and try again:\n"
                + "  Debian, Ubuntu:  sudo apt-get install " + String.join(" ", packages)
                + "   (libaio1t64 on newer ones)\n"
                + "  Fedora, RHEL:    sudo dnf install libaio numactl-libs";
    }
}
