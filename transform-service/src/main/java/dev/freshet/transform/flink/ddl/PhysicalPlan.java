package dev.freshet.transform.flink.ddl;

import java.util.List;
import java.util.regex.Pattern;

/** What is read out of Flink's explanation of a job. */
public final class PhysicalPlan {
    private static final String BEGIN = "== Optimized Physical Plan ==";
    private static final Pattern INDENT = Pattern.compile("^[ |:]*(\\+- )?");
    private static final Pattern SCANNED = Pattern.compile("(TableSourceScan\\(.*?), fields=\\[[^]]*]");

    private final List<String> lines;

    /** @param explanation all of it */
    public PhysicalPlan(String explanation) {
        int begin = explanation.indexOf(BEGIN);
        String plan = begin < 0 ? explanation : explanation.substring(begin + BEGIN.length());
        lines = plan.strip().lines().takeWhile(line -> !line.isBlank()).toList();
    }

    /** Whether rows only come, and none changes or goes. */
    public boolean appends() {
        return lines.stream()
                .filter(line -> !content(line).startsWith("Sink("))
                .findFirst()
                .map(line -> line.contains("changelogMode=[I]"))
                .orElse(false);
    }

    /** Whether Flink would have to put rows of one key into order before they are written. */
    public boolean disorders() {
        return lines.stream().anyMatch(line -> line.contains("upsertMaterialize=[true]"));
    }

    /**
     * The part of the plan that has state: all but what is computed of each row at the end. Two jobs whose plans are the same in this
     * can take each other's state over, and it means the same to both.
     */
    public String stateful() {
        int first = 0;
        while (first < lines.size() && isStateless(content(lines.get(first)))) {
            first++;
        }
        StringBuilder digest = new StringBuilder();
        int indent = first == lines.size()
                ? 0
                : lines.get(first).length() - content(lines.get(first)).length();
        for (String line : lines.subList(first, lines.size())) {
            String inner = line.substring(Math.min(indent, line.length()));
            digest.append(SCANNED.matcher(inner).replaceAll("$1")).append('\n');
        }
        return digest.toString();
    }

    /** A condition decides about rows that were written already, so it is no mere computation. */
    private static boolean isStateless(String node) {
        return node.startsWith("Sink(") || node.startsWith("Calc(") && !node.contains("where=[");
    }

    private static String content(String line) {
        return INDENT.matcher(line).replaceFirst("");
    }
}
