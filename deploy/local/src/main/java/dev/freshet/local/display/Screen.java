package dev.freshet.local.display;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints lines that stay, and a live table below them, which is redrawn in a terminal. Safe for threads. */
public final class Screen {
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final PrintStream out;
    private final boolean redraw;
    private int drawn;

    public Screen(PrintStream out, boolean redraw) {
        this.out = out;
        this.redraw = redraw;
    }

    /** Redraws if the launcher found that standard output is a terminal. */
    public static Screen standard() {
        return new Screen(System.out, Boolean.getBoolean("freshet.terminal"));
    }

    /** A line that stays; a live table above it stays too. */
    public synchronized void say(String line) {
        drawn = 0;
        out.println(line);
    }

    /** Replaces the live table; without a terminal, adds one line per table. */
    public synchronized void show(String title, List<TableLine> tables) {
        if (!redraw) {
            for (TableLine table : tables) {
                out.println(title + "  " + plain(table));
            }
            return;
        }
        List<String> lines = new ArrayList<>(List.of("", title, TableLine.HEADER));
        tables.forEach(table -> lines.add(table.text()));
        if (drawn > 0) {
            out.printf(Locale.ROOT, UP_AND_CLEAR, drawn);
        }
        lines.forEach(out::println);
        out.flush();
        drawn = lines.size();
    }

    private static String plain(TableLine line) {
        return String.format(
                Locale.ROOT,
                "%s source=%d destination=%d events/s=%.0f p50=%s p99=%s lag=%s",
                line.table(),
                line.sourceRows(),
                line.destinationRows(),
                line.rate(),
                TableLine.time(line.p50()).replace(" ", ""),
                TableLine.time(line.p99()).replace(" ", ""),
                line.lag() < 0 ? "-" : String.format(Locale.ROOT, "%.1fs", line.lag()));
    }
}
