package dev.freshet.local.process;

import java.io.IOException;
import java.time.Duration;

/** POSIX signals by pid. */
enum Signal {
    TERM,
    KILL,
    STOP,
    CONT;

    void sendTo(long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0 && ProcFs.startTicks(pid).isPresent()) {
                throw new ProcessFailed("Could not send SIG" + name() + " to process " + pid);
            }
        } catch (IOException e) {
            throw new ProcessFailed("Could not run kill(1): is procps or coreutils missing?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the process to stop, and kills it when it has not within the grace. */
    static void end(Ledger.Entry entry, Duration grace) {
        TERM.sendTo(entry.pid());
        CONT.sendTo(entry.pid());
        long deadline = System.nanoTime() + grace.toNanos();
        while (entry.running() && System.nanoTime() < deadline) {
            Pause.briefly();
        }
        if (entry.running()) {
            KILL.sendTo(entry.pid());
        }
    }
}
