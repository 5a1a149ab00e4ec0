package dev.freshet.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy of the repository that this JVM was started from. */
public record Checkout(Path root) {
    /** From the system property {@code freshet.root}, else the nearest parent folder with Freshet's {@code mvnw}. */
    public static Checkout find() {
        String named = System.getProperty("freshet.root");
        if (named != null && isRoot(Path.of(named))) {
            return new Checkout(Path.of(named).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (isRoot(folder)) {
                return new Checkout(folder);
            }
        }
        throw new PartUnavailable(
                "Not inside a Freshet checkout. Call ./freshet there, or set the system property freshet.root.");
    }

    private static boolean isRoot(Path folder) {
        return Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("deploy/local/parts"));
    }

    Path pom(String name) {
        return root.resolve("deploy/local/parts").resolve(name + ".xml");
    }

    /** Where this checkout keeps what runs and what it leaves behind; ignored by git. */
    public Path state() {
        return root.resolve(".freshet");
    }
}
