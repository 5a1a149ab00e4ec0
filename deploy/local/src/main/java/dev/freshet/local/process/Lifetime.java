package dev.freshet.local.process;

/** How long a process lives. */
public enum Lifetime {
    /** Until it is stopped, and never longer than this JVM, however the JVM ends. */
    ATTACHED,
    /** Until it is stopped by a later command, which finds it in the ledger. */
    DETACHED
}
