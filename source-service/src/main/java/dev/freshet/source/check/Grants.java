package dev.freshet.source.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SHOW GRANTS allows for the whole server. */
final class Grants {
    private static final Pattern GLOBAL = Pattern.compile("GRANT (.+) ON \\*\\.\\* TO .*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLE = Pattern.compile("GRANT [`'].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SELECT = Pattern.compile("GRANT .*\\bSELECT\\b.* ON .*", Pattern.CASE_INSENSITIVE);
    private static final String ALL = "ALL PRIVILEGES";

    private final Set<String> global = new TreeSet<>();
    private final boolean roles;
    private final boolean select;

    Grants(List<String> lines) {
        for (String line : lines) {
            Matcher matcher = GLOBAL.matcher(line);
            if (matcher.matches()) {
                for (String privilege : matcher.group(1).split(",")) {
                    global.add(privilege.strip().toUpperCase(Locale.ROOT));
                }
            }
        }
        roles = lines.stream().anyMatch(line -> ROLE.matcher(line).matches());
        select = has("SELECT")
                || lines.stream().anyMatch(line -> SELECT.matcher(line).matches() || line.contains(ALL));
    }

    /** What capture needs and the user does not have. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!select) {
            missing.add("SELECT");
        }
        if (!has("RELOAD") && !has("LOCK TABLES")) {
            missing.add("RELOAD");
        }
        for (String needed : List.of("REPLICATION SLAVE", "REPLICATION CLIENT")) {
            if (!has(needed)) {
                missing.add(needed);
            }
        }
        return missing;
    }

    /** Privileges may also come from roles, whose content SHOW GRANTS does not tell. */
    boolean hasRoles() {
        return roles;
    }

    private boolean has(String privilege) {
        return global.contains(privilege) || global.contains(ALL);
    }
}
