package dev.freshet.ddl.mysql;

/**
 * MySQL executes what stands in comments such as {@code /*!50000 ADD COLUMN a INT &#42;/}; the grammar skips them. Opens them, so
 * that it reads what the server did.
 */
final class VersionComments {
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private VersionComments(String text) {
        this.text = text;
    }

    static String opened(String text) {
        return text.contains("/*!") ? new VersionComments(text).open() : text;
    }

    private String open() {
        boolean inside = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("/*!", at)) {
                inside = true;
                at += 3;
                skipVersion();
            } else if (inside && text.startsWith("*/", at)) {
                inside = false;
                at += 2;
                out.append(' ');
            } else if (text.startsWith("/*", at)) {
                copyTo(end("*/", at + 2));
            } else if (c == '#' || text.startsWith("-- ", at)) {
                copyTo(end("\n", at));
            } else if (c == '\'' || c == '"' || c == '`') {
                copyTo(endOfQuoted(c));
            } else {
                copyTo(at + 1);
            }
        }
        return out.toString();
    }

    private void skipVersion() {
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        out.append(' ');
    }

    /** A doubled quote ends one quoted text and begins the next: the same for our purpose. */
    private int endOfQuoted(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' && quote != '`' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private int end(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void copyTo(int end) {
        out.append(text, at, end);
        at = end;
    }
}
