package dev.freshet.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan in lines, for people. */
final class PlanText {
    private PlanText() {}

    static List<String> of(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        lines.add("pipeline " + plan.path("pipeline").asText());
        plan.path("tables").forEach(table -> table(table, lines));
        return lines;
    }

    private static void table(JsonNode table, List<String> lines) {
        String destination = table.path("destination").asText();
        lines.add("  " + table.path("source").asText() + (destination.isEmpty() ? "" : " -> " + destination)
                + verdict(table));
        table.path("steps").forEach(step -> {
            String how = step.path("how").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
            lines.add("    " + step.path("what").asText() + " (" + how + ")");
            step.path("sql").forEach(sql -> lines.add("      " + sql.asText() + ";"));
        });
        table.path("remarks").forEach(remark -> lines.add("    note: " + remark.asText()));
    }

    private static String verdict(JsonNode table) {
        if (table.path("rests").asBoolean()) {
            return ": WOULD REST";
        }
        if (table.path("losesData").asBoolean()) {
            return ": WOULD LOSE DATA";
        }
        return table.path("steps").isEmpty() ? ": nothing to do" : "";
    }
}
