package dev.freshet.local.stack;

import dev.freshet.local.process.ManagedProcess;

/** Something of the stack that can be broken and mended. */
public interface Server extends AutoCloseable {
    ManagedProcess process();

    default void start() {
        process().start();
    }

    default String name() {
        return process().name();
    }

    @Override
    default void close() {
        process().stop();
    }
}
