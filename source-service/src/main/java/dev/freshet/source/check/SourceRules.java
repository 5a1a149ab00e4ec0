package dev.freshet.source.check;

import static dev.freshet.source.check.Finding.error;
import static dev.freshet.source.check.Finding.warning;

import dev.freshet.control.resource.DatabaseSourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** From what a server says of itself to what stands in the way of capturing it. Pure. */
public final class SourceRules {
    private static final Duration RETENTION = Duration.ofDays(1);
    private static final int NAMED = 5;

    private SourceRules() {}

    public static List<Finding> findings(DatabaseSourceSpec spec, ServerFacts facts) {
        List<Finding> findings = new ArrayList<>();
        privileges(spec, new Grants(facts.grants()), findings);
        binaryLog(facts.variables(), findings);
        retention(facts.variables(), findings);
        tables(spec, facts.tables(), findings);
        return findings;
    }

    private static void privileges(DatabaseSourceSpec spec, Grants grants, List<Finding> findings) {
        List<String> missing = grants.missing();
        if (missing.isEmpty()) {
            return;
        }
        String names = String.join(", ", missing);
        if (grants.hasRoles()) {
            findings.add(warning(
                    "user",
                    "user '" + spec.user() + "' has " + names
                            + " at best through a role, which cannot be seen from here",
                    "make sure that its roles are default roles"));
        } else {
            findings.add(error(
                    "user",
                    "user '" + spec.user() + "' lacks the privilege " + names,
                    "GRANT " + names + " ON *.* TO '" + spec.user() + "'@'%'"));
        }
    }

    private static void binaryLog(Map<String, String> variables, List<Finding> findings) {
        if (!is(variables, "log_bin", "ON")) {
            findings.add(error("host", "the server writes no binary log", "start it with --log-bin"));
        }
        must(variables, "binlog_format", "ROW", findings);
        must(variables, "binlog_row_image", "FULL", findings);
        if (is(variables, "binlog_transaction_compression", "ON")) {
            findings.add(error(
                    "host",
                    "binlog_transaction_compression is ON: changes inside a transaction have no position of their own",
                    "SET PERSIST binlog_transaction_compression=OFF, and reconnect writers"));
        }
        if (variables.getOrDefault("binlog_row_value_options", "").contains("PARTIAL_JSON")) {
            findings.add(error(
                    "host",
                    "binlog_row_value_options is PARTIAL_JSON: updates of JSON columns are logged as events that cannot be"
                            + " read, and would be lost",
                    "SET PERSIST binlog_row_value_options='', and reconnect writers"));
        }
        if (!is(variables, "gtid_mode", "ON")) {
            findings.add(warning(
                    "host",
                    "gtid_mode is " + variables.getOrDefault("gtid_mode", "not set")
                            + ": after a failover to another server the position cannot be found, and commit times are"
                            + " known to the second only",
                    "SET PERSIST gtid_mode=ON step by step, as MySQL's manual says"));
        }
    }

    private static void must(Map<String, String> variables, String name, String value, List<Finding> findings) {
        if (!is(variables, name, value)) {
            findings.add(error(
                    "host",
                    name + " is " + variables.getOrDefault(name, "not set") + ", not " + value,
                    "SET PERSIST " + name + "=" + value + ", and reconnect writers"));
        }
    }

    private static void retention(Map<String, String> variables, List<Finding> findings) {
        long seconds = number(variables, "binlog_expire_logs_seconds");
        long days = number(variables, "expire_logs_days");
        long kept = seconds > 0 ? seconds : Duration.ofDays(days).toSeconds();
        if (kept > 0 && kept < RETENTION.toSeconds()) {
            findings.add(warning(
                    "host",
                    "binary logs are kept for " + kept + " s: a source that is down for longer misses changes",
                    "SET PERSIST binlog_expire_logs_seconds="
                            + RETENTION.multipliedBy(7).toSeconds()));
        }
    }

    private static void tables(DatabaseSourceSpec spec, List<ServerFacts.Table> all, List<Finding> findings) {
        for (String entry : spec.tables()) {
            if (!TablePatterns.matchesAny(entry, all)) {
                findings.add(error(
                        "tables",
                        "'" + entry + "' matches none of the " + all.size() + " tables that the user can see",
                        "write database.table as a regular expression, e.g. shop\\.orders, or grant SELECT on it"));
            }
        }
        TablePatterns patterns = TablePatterns.of(spec);
        List<ServerFacts.Table> captured =
                all.stream().filter(table -> patterns.match(table.id())).toList();
        if (captured.isEmpty()
                && findings.stream().noneMatch(finding -> finding.field().equals("tables"))) {
            findings.add(error(
                    spec.databases().isEmpty() ? "tables" : "databases",
                    "no table is captured: none of the " + all.size() + " tables that the user can see matches",
                    "correct databases and tables, or grant SELECT"));
        }
        keys(captured, findings);
        TopicClashes.findings(captured, findings);
    }

    private static void keys(List<ServerFacts.Table> captured, List<Finding> findings) {
        List<String> without = captured.stream()
                .filter(table -> !table.hasPrimaryKey())
                .map(table -> table.id().toString())
                .toList();
        if (!without.isEmpty()) {
            String named = without.stream().limit(NAMED).collect(Collectors.joining(", "));
            findings.add(
                    warning(
                            "tables",
                            without.size() + " tables have no primary key: " + named
                                    + (without.size() > NAMED ? ", ..." : ""),
                            "add a primary key, or name the columns that tell their rows apart in keys of the pipeline; without either they are appended"));
        }
    }

    private static boolean is(Map<String, String> variables, String name, String value) {
        return value.equalsIgnoreCase(variables.get(name));
    }

    private static long number(Map<String, String> variables, String name) {
        String text = variables.getOrDefault(name, "0");
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
