package dev.freshet.transform.flink.gateway;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sense of a stack trace that the gateway answers with. */
final class ServerError {
    private static final Pattern CAUSE = Pattern.compile("^(?:Caused by: )?([\\w.$]+(?:Exception|Error)): ?(.*)$");
    private static final Pattern FROM_TO =
            Pattern.compile("From line (\\d+), column (\\d+) to line (\\d+), column (\\d+): (.*)", Pattern.DOTALL);
    private static final Pattern AT_POINT = Pattern.compile("At line (\\d+), column (\\d+): (.*)", Pattern.DOTALL);
    private static final Pattern PARSE = Pattern.compile("(.*) at line (\\d+), column (\\d+)\\.?.*", Pattern.DOTALL);
    private static final String PARSER = "SQL parse failed. ";
    private static final String VALIDATION = "SQL validation failed. ";

    private ServerError() {}

    private static List<Matcher> causes(String trace) {
        return trace.lines().map(CAUSE::matcher).filter(Matcher::matches).toList();
    }

    /** The innermost cause, on one line. */
    static String of(String trace) {
        List<Matcher> causes = causes(trace);
        if (causes.isEmpty()) {
            return trace.isBlank()
                    ? "no reason"
                    : trace.strip().lines().findFirst().orElse("no reason");
        }
        Matcher last = causes.get(causes.size() - 1);
        return last.group(2).isBlank() ? last.group(1) : last.group(2);
    }

    /** Whether the gateway says that its cluster is not there, rather than that the statement is wrong. */
    static boolean unavailable(String trace) {
        return causes(trace).stream()
                .map(cause -> cause.group(1))
                .anyMatch(name -> name.startsWith("java.net.")
                        || name.endsWith("ConnectException")
                        || name.endsWith("RestClientException")
                        || name.endsWith("TimeoutException")
                        || name.endsWith("RetryException")
                        || name.contains("apache.kafka.")
                        || name.endsWith("FlinkJobNotFoundException"));
    }

    /** A statement that is refused, with the place that Flink names. */
    static FlinkRefusedException refused(String trace) {
        for (Matcher cause : causes(trace)) {
            String message = cause.group(2).replace(VALIDATION, "");
            Matcher from = FROM_TO.matcher(message);
            if (from.matches()) {
                return new FlinkRefusedException(
                        from.group(5), number(from, 1), number(from, 2), number(from, 3), number(from, 4));
            }
            Matcher point = AT_POINT.matcher(message);
            if (point.matches()) {
                return new FlinkRefusedException(
                        point.group(3), number(point, 1), number(point, 2), number(point, 1), number(point, 2));
            }
            Matcher parse = PARSE.matcher(message);
            if (message.startsWith(PARSER) && parse.matches()) {
                return new FlinkRefusedException(
                        parse.group(1).substring(PARSER.length()),
                        number(parse, 2),
                        number(parse, 3),
                        number(parse, 2),
                        number(parse, 3));
            }
        }
        return new FlinkRefusedException(of(trace), 0, 0, 0, 0);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
