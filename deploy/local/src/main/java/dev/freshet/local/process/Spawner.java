package dev.freshet.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts every process of this JVM from one thread that lives as long as the JVM: the kernel's parent-death signal is
 * bound to the thread that started the child, so a child started from a passing thread would die with that thread.
 *
 * <p>Each child gets a session of its own. Ctrl-C in the terminal then reaches this JVM only, which ends its children in
 * order.
 */
final class Spawner {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "freshet-spawner");
        thread.setDaemon(true);
        return thread;
    });

    private Spawner() {}

    static Process spawn(Launch launch, Lifetime lifetime) {
        try {
            return THREAD.submit(() -> start(launch, lifetime)).get();
        } catch (ExecutionException e) {
            throw new ProcessFailed("Could not start " + launch.name() + ": " + cause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailed("Interrupted while starting " + launch.name(), e);
        }
    }

    private static String cause(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.toString() : String.valueOf(cause.getMessage());
    }

    private static Process start(Launch launch, Lifetime lifetime) throws IOException {
        Path folder = launch.log().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        List<String> command = new ArrayList<>(wrapping(lifetime));
        command.addAll(launch.command().get());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    /** Both tools replace themselves by the command, so the pid stays the child's. */
    static List<String> wrapping(Lifetime lifetime) {
        List<String> words = new ArrayList<>();
        if (onPath("setsid")) {
            words.add("setsid");
        }
        if (lifetime == Lifetime.ATTACHED && onPath("setpriv")) {
            words.addAll(List.of("setpriv", "--pdeathsig", "KILL"));
        }
        return words;
    }

    private static boolean onPath(String tool) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }
}
