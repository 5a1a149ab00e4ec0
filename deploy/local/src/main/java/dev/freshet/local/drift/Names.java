package dev.freshet.local.drift;

/** Names that were never used before in a run, so that only what is meant to come back under its name does. */
final class Names {
    private int tables;
    private int columns;

    String table() {
        return "t%02d".formatted(++tables);
    }

    String column() {
        return "c" + ++columns;
    }
}
