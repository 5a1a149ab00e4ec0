package dev.freshet.local.process;

import java.nio.file.Path;
import java.util.List;

/** A JVM that starts a child and then waits to be killed. */
final class Orphans {
    private Orphans() {}

    public static void main(String[] args) throws Exception {
        Run run = Run.keeping(Path.of(args[0]), Path.of(args[0], "data"));
        ManagedProcess child = new ManagedProcess(
                Launch.of("sleeper", Path.of("/"), run.logs().resolve("sleeper.log"), List.of("sleep", "600")), run);
        // from a thread that ends: the child must not end with it
        Thread passing = new Thread(child::start);
        passing.start();
        passing.join();
        System.out.println(child.pid());
        Thread.sleep(600_000);
    }
}
