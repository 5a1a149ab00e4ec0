package dev.freshet.source.run;

import dev.freshet.control.state.RunState;
import dev.freshet.source.failure.Failure;
import java.time.Instant;

/** Where a source stands. Each state offers only the transitions that are legal from it; all but Stopped may be stopped. */
public sealed interface SourceState {
    RunState label();

    /**
     * Something is under way that can fail.
     */
    sealed interface Active extends SourceState {
        /** Failures in a row before this one. */
        int failures();

        /** @param next when it is tried again */
        default Waiting failed(Failure failure, Instant next) {
            int count = failures() + 1;
            return switch (failure.kind()) {
                case RETRYABLE -> new Retrying(failure, count, next);
                case FATAL, FENCED -> new Failed(failure, count, next);
            };
        }
    }

    /** Nothing is under way until {@code next}, but for a person who asks for a restart. */
    sealed interface Waiting extends SourceState {
        Failure failure();

        int failures();

        Instant next();

        default Starting again() {
            return new Starting(failures());
        }
    }

    record Starting(int failures) implements Active {
        @Override
        public RunState label() {
            return RunState.STARTING;
        }

        public Snapshotting snapshotting() {
            return new Snapshotting();
        }

        public Streaming streaming() {
            return new Streaming();
        }
    }

    record Snapshotting() implements Active {
        @Override
        public RunState label() {
            return RunState.SNAPSHOTTING;
        }

        @Override
        public int failures() {
            return 0;
        }

        public Streaming streaming() {
            return new Streaming();
        }
    }

    record Streaming() implements Active {
        public Snapshotting snapshotting() {
            return new Snapshotting();
        }

        @Override
        public RunState label() {
            return RunState.STREAMING;
        }

        @Override
        public int failures() {
            return 0;
        }
    }

    record Retrying(Failure failure, int failures, Instant next) implements Waiting {
        @Override
        public RunState label() {
            return RunState.RETRYING;
        }
    }

    record Failed(Failure failure, int failures, Instant next) implements Waiting {
        @Override
        public RunState label() {
            return RunState.FAILED;
        }
    }

    /** The user wants it to rest. */
    record Paused() implements SourceState {
        @Override
        public RunState label() {
            return RunState.PAUSED;
        }
    }

    /** Not run here any more. */
    record Stopped() implements SourceState {
        @Override
        public RunState label() {
            return RunState.STOPPED;
        }
    }
}
