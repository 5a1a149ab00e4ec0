package dev.freshet.local.drift;

/** A statement that was run, from when to when in epoch milliseconds. */
record Ran(int number, Change change, long start, long end) {}
