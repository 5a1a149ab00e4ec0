package dev.freshet.local.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Short commands that are waited for. */
final class Shell {
    /** The exit status and everything that was printed. */
    record Outcome(int status, String output) {
        boolean ok() {
            return status == 0;
        }

        String tail() {
            List<String> lines = output.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        }
    }

    private Shell() {}

    static Outcome run(Path directory, Map<String, String> environment, List<String> command) {
        return run(directory, environment, command, InputStream.nullInputStream());
    }

    static Outcome run(Path directory, Map<String, String> environment, List<String> command, InputStream input) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (OutputStream sink = process.getOutputStream()) {
                input.transferTo(sink);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartUnavailable("Interrupted while running " + command.getFirst(), e);
        }
    }
}
