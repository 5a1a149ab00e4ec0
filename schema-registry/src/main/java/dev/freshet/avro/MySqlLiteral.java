package dev.freshet.avro;

/**
 * Text as it stands between the quotes of a MySQL string literal. Debezium takes the quotes off a column's default and leaves the rest as
 * the statement has it.
 */
final class MySqlLiteral {
    private MySqlLiteral() {}

    /** The text that is meant: escapes with a backslash, and doubled single quotes (how the server itself writes one). */
    static String text(String literal) {
        if (literal.indexOf('\\') < 0 && !literal.contains("''")) {
            return literal;
        }
        StringBuilder text = new StringBuilder(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            boolean more = i + 1 < literal.length();
            if (c == '\\' && more) {
                text.append(escaped(literal.charAt(++i)));
            } else {
                text.append(c);
                i += c == '\'' && more && literal.charAt(i + 1) == '\'' ? 1 : 0;
            }
        }
        return text.toString();
    }

    /** Table 11.1 of the MySQL manual, "Special Character Escape Sequences". */
    private static String escaped(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            // only patterns need these, so MySQL leaves them alone
            case '%' -> "\\%";
            case '_' -> "\\_";
            default -> String.valueOf(c);
        };
    }
}
