package dev.freshet.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Problem details (RFC 9457) as lines for a person. */
final class Problem {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Problem() {}

    static String readable(String what, int status, String body) {
        JsonNode problem;
        try {
            problem = MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            return what + ": HTTP " + status + " " + body.strip();
        }
        if (problem == null || !problem.isObject()) {
            return what + ": HTTP " + status + " " + body.strip();
        }
        StringBuilder text = new StringBuilder(what)
                .append(": ")
                .append(problem.path("title").asText("refused"))
                .append(" (HTTP ")
                .append(status)
                .append(')');
        line(text, "", problem.path("detail").asText(""));
        for (JsonNode violation : problem.path("violations")) {
            line(
                    text,
                    violation.path("field").asText("?") + ": ",
                    violation.path("problem").asText(""));
            line(text, "    mend: ", violation.path("mend").asText(""));
        }
        for (JsonNode error : problem.path("errors")) {
            line(text, "", innermost(error.asText()));
        }
        return text.toString();
    }

    /** Flink answers with traces: what happened is the last cause. */
    private static String innermost(String trace) {
        String cause = trace.lines().findFirst().orElse("");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                cause = line.substring("Caused by: ".length());
            }
        }
        return cause;
    }

    private static void line(StringBuilder text, String prefix, String words) {
        if (!words.isBlank()) {
            text.append("\n  ").append(prefix).append(words);
        }
    }
}
