package dev.freshet.sink.stream;

import dev.freshet.sink.apply.Take;

/** What the writer is to do next. */
public sealed interface Step {
    /** Ask the destination where to read this topic from, then tell {@link StreamBuffer#located}. */
    record Locate(String topic) implements Step {}

    /**
     * Write these records, then tell {@link StreamBuffer#applied} or {@link StreamBuffer#reset}.
     *
     * @param early sooner than the policy says, because the buffer is full
     */
    record Write(Take take, boolean early) implements Step {}

    /** Apply this definition change, then tell {@link StreamBuffer#passed} or {@link StreamBuffer#reset}. All rows before it are written. */
    record Change(Take boundary) implements Step {}

    /** Nothing yet. */
    record Rest() implements Step {}
}
