package dev.freshet.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What Linux says about a process under /proc. On other systems every answer is empty or zero. */
public final class ProcFs {
    /** USER_HZ, which Linux fixes at 100 for everything it shows in /proc. */
    private static final double TICKS_PER_SECOND = 100.0;

    private ProcFs() {}

    /** Clock ticks from boot to the start of the process: with the pid, a name that is never given twice. */
    public static OptionalLong startTicks(long pid) {
        List<String> fields = stat(pid);
        if (fields.isEmpty() || fields.getFirst().equals("Z")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(fields.get(19)));
    }

    public static double cpuSeconds(long pid) {
        List<String> fields = stat(pid);
        if (fields.isEmpty()) {
            return 0;
        }
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS_PER_SECOND;
    }

    public static long rssBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException gone) {
            return 0;
        }
        return 0;
    }

    /** The fields after the command's name, which may itself contain spaces and parentheses; the first is the state. */
    private static List<String> stat(long pid) {
        try {
            return fieldsOf(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException gone) {
            return List.of();
        }
    }

    static List<String> fieldsOf(String stat) {
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).trim().split(" "));
    }
}
