package dev.freshet.source.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** One run of Debezium's engine, from start to its end. */
final class DebeziumCapture {
    private final StoppableConsumer consumer;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    DebeziumCapture(Properties properties, StoppableConsumer consumer) {
        this.consumer = consumer;
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties)
                .using((success, message, error) -> {
                    if (!success) {
                        failure.set(error == null ? new CaptureException(message) : error);
                    }
                })
                .notifying(consumer)
                .build();
    }

    /**
     * Captures until {@link #close()} or a failure.
     *
     * @throws CaptureException around what ended it
     */
    void run() {
        try {
            engine.run();
        } finally {
            ended.countDown();
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new CaptureException(cause);
        }
    }

    /** Lets the batch under way commit, then ends the run. From any thread but the run's own. */
    void close() throws InterruptedException {
        consumer.stop();
        while (!closed()) {
            // the engine refuses to be closed while its task starts
            ended.await(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean closed() {
        if (ended.getCount() == 0) {
            return true;
        }
        try {
            engine.close();
            return true;
        } catch (IllegalStateException e) {
            return false;
        } catch (IOException e) {
            throw new CaptureException(e);
        }
    }
}
