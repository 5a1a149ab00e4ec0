package dev.freshet.evolution;

/** What a table is called while it is made anew beside itself. */
public final class Rebuild {
    /** Beyond this many characters PostgreSQL cuts names, at 63 bytes. */
    private static final int LONGEST = 44;

    private static final String PREFIX = "_freshet_rebuild_";

    private Rebuild() {}

    /** The same for the same table, and another one for another. */
    public static String of(String table) {
        boolean plain = table.length() <= LONGEST && table.chars().allMatch(c -> c < 128);
        return PREFIX + (plain ? table : Integer.toHexString(table.hashCode()) + '_' + ascii(table));
    }

    private static String ascii(String table) {
        String ascii = table.replaceAll("[^a-zA-Z0-9_]", "");
        return ascii.substring(0, Math.min(30, ascii.length()));
    }
}
