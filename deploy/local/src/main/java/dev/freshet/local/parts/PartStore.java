package dev.freshet.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fetches parts on first use and says where they are. Safe for threads; parts are fetched one after another, because Maven
 * runs that share an empty local repository get in each other's way.
 *
 * @param mysql    which server {@link Part#MYSQL} is
 * @param progress told in one line when something takes long
 */
public record PartStore(Checkout checkout, Cache cache, MySqlRelease mysql, Consumer<String> progress) {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Object MAVEN = new Object();
    /** What runs a server: the rest of the distribution is clients, symbols and static libraries. */
    private static final List<String> SERVER = List.of("bin/mysqld", "lib/private/", "share/");

    /** The home folder of the part, complete and executable. */
    public Path home(Part part) {
        return cache.folder(name(part), draft -> fill(part, draft));
    }

    /** The cache folder for something made from the part once, such as an initialised data directory. */
    public Path derived(Part part, String what, Cache.Filling filling) {
        return cache.folder(name(part) + "-" + what, filling);
    }

    /** Where JVMs of this part may keep their loaded classes: how the names of their files begin. */
    public Path kept(Part part) {
        return cache.root().resolve(name(part) + "-classes");
    }

    private String name(Part part) {
        return part.word() + "-" + version(part);
    }

    String version(Part part) {
        try {
            Matcher matcher = VERSION.matcher(Files.readString(pom(part)));
            if (matcher.find()) {
                return matcher.group(1);
            }
            throw new PartUnavailable(pom(part) + " states no version");
        } catch (IOException e) {
            throw new PartUnavailable("Could not read " + pom(part), e);
        }
    }

    private Path pom(Part part) {
        return checkout.pom(part == Part.MYSQL ? mysql.pom() : part.word());
    }

    private void fill(Part part, Path draft) throws IOException {
        requireLinuxAmd64(part);
        progress.accept("Fetching " + part.word() + " " + version(part) + " ...");
        long start = System.nanoTime();
        Path jars = Files.createDirectory(draft.resolve("fetched"));
        fetch(part, jars);
        switch (part) {
            case KAFKA, FLINK -> Files.move(jars, draft.resolve("lib"));
            case APICURIO -> Unpacking.tarGz(only(jars), draft);
            case MYSQL -> {
                switch (mysql) {
                    case V8_0_12 -> Unpacking.tarInJar(only(jars), "mysql-Linux-amd64.tar.gz", draft);
                    case V8_0_33 -> Unpacking.zip(only(jars), SERVER, draft);
                }
            }
            case POSTGRES -> Unpacking.tarInJar(only(jars), "postgres-linux-x86_64.txz", draft);
        }
        Unpacking.delete(jars);
        if (part == Part.MYSQL) {
            new NativeLibraries(draft, progress).provideFor(draft.resolve("bin/mysqld"));
        }
        progress.accept("Fetched " + part.word() + " in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }

    private void fetch(Part part, Path jars) {
        List<String> command = new ArrayList<>(List.of(
                checkout.root().resolve("mvnw").toString(),
                "-B",
                "-q",
                "-f",
                pom(part).toString(),
                "dependency:copy-dependencies",
                "-DoutputDirectory=" + jars));
        String repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        synchronized (MAVEN) {
            Shell.Outcome outcome =
                    Shell.run(checkout.root(), Map.of("JAVA_HOME", System.getProperty("java.home")), command);
            if (!outcome.ok()) {
                throw new PartUnavailable("Maven could not fetch " + part.word() + " (" + pom(part)
                        + "). Check the network and your Maven settings, then try again. It said:\n" + outcome.tail());
            }
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new IOException("Maven copied nothing into " + folder));
        }
    }

    private static void requireLinuxAmd64(Part part) {
        boolean fits = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        boolean pureJava = part == Part.KAFKA || part == Part.APICURIO || part == Part.FLINK;
        if (!fits && !pureJava) {
            throw new PartUnavailable("There is no " + part.word() + " server for " + System.getProperty("os.name")
                    + "/"
                    + System.getProperty("os.arch") + " in the parts; it runs on Linux/amd64 only. Use `./freshet up`"
                    + " with a database of your own.");
        }
    }
}
