package dev.freshet.local.drift;

/** How far a table was behind at a moment; both in milliseconds. */
record Sample(long at, String table, long lag) {}
