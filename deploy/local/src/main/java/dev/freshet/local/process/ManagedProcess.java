package dev.freshet.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process, restartable as it was: same command, same port, same data. Its log file goes on growing over restarts.
 *
 * <p>Safe for threads. {@link #start} returns when the process is ready; {@link #kill} and {@link #stop} return when it is
 * gone.
 */
public final class ManagedProcess implements AutoCloseable {
    private static final int QUOTED_LINES = 25;

    private final Launch launch;
    private final Run run;
    private volatile @Nullable Process process;
    private volatile long logStart;

    public ManagedProcess(Launch launch, Run run) {
        this.launch = launch;
        this.run = run;
    }

    public synchronized void start() {
        if (alive()) {
            return;
        }
        logStart = sizeOfLog();
        Process started = Spawner.spawn(launch, run.lifetime());
        process = started;
        run.ledger()
                .add(new Ledger.Entry(
                        launch.name(),
                        started.pid(),
                        ProcFs.startTicks(started.pid()).orElse(0),
                        launch.port(),
                        launch.log()));
        awaitReady(started);
    }

    private void awaitReady(Process started) {
        long deadline = System.nanoTime() + launch.patience().toNanos();
        for (int looks = 0; !ready(); looks++) {
            if (!started.isAlive()) {
                throw failure("ended with status " + started.exitValue() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw failure("was not ready after " + launch.patience().toSeconds() + " s");
            }
            Pause.after(looks);
        }
    }

    private boolean ready() {
        try {
            return launch.readiness().ready(this);
        } catch (IOException notYet) {
            return false;
        }
    }

    private ProcessFailed failure(String what) {
        return new ProcessFailed(launch.name() + " " + what + ". The end of its log " + launch.log() + ":\n"
                + String.join("\n", lastLogLines(QUOTED_LINES)));
    }

    /** Asks it to stop; kills it when it has not within its grace. */
    public void stop() {
        end(launch.grace());
    }

    /** SIGKILL: what a crash of the machine's memory looks like to the others. */
    public void kill() {
        end(Duration.ZERO);
    }

    private void end(Duration grace) {
        Process current = process;
        if (current == null) {
            return;
        }
        // PostgreSQL's backends outlive their postmaster for a moment and hold its shared memory
        List<ProcessHandle> family = current.descendants().toList();
        try {
            if (grace.isPositive() && current.isAlive()) {
                current.destroy();
                Signal.CONT.sendTo(current.pid());
                current.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
            }
            current.destroyForcibly().waitFor();
            for (ProcessHandle member : family) {
                member.destroyForcibly();
                member.onExit().get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of " + launch.name() + " cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            current.destroyForcibly();
        }
        run.ledger().remove(launch.name(), current.pid());
    }

    /** SIGKILL, then started again on the same data. */
    public void killAndRestart() {
        kill();
        start();
    }

    /** SIGSTOP: alive and silent, as under a long pause of the machine. */
    public void suspend() {
        Signal.STOP.sendTo(pid());
    }

    public void resume() {
        Signal.CONT.sendTo(pid());
    }

    public boolean alive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    public String name() {
        return launch.name();
    }

    public int port() {
        return launch.port();
    }

    public long pid() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(launch.name() + " was never started");
        }
        return current.pid();
    }

    public long rssBytes() {
        return ProcFs.rssBytes(pid());
    }

    /** User and system time of the current incarnation. */
    public double cpuSeconds() {
        return ProcFs.cpuSeconds(pid());
    }

    public Path log() {
        return launch.log();
    }

    public List<String> lastLogLines(int count) {
        List<String> lines = logSinceStart().lines().toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** What the current incarnation has logged. */
    public String logSinceStart() {
        try (var channel = Files.newByteChannel(launch.log())) {
            channel.position(logStart);
            var buffer = java.nio.ByteBuffer.allocate((int) Math.min(channel.size() - logStart, 8 << 20));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private long sizeOfLog() {
        try {
            return Files.exists(launch.log()) ? Files.size(launch.log()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
