package dev.freshet.local.drift;

/** In what the destination's table is not the source's. */
record Difference(String table, String what) {}
