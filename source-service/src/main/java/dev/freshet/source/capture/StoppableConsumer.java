package dev.freshet.source.capture;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.StopEngineException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Takes Debezium's batches until it is stopped, one at a time. Debezium's own offset bookkeeping is left alone: the offset goes with the
 * records.
 */
abstract class StoppableConsumer implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private final ReentrantLock batch = new ReentrantLock();
    private boolean stopped;

    @Override
    public final void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events, RecordCommitter<RecordChangeEvent<SourceRecord>> committer) {
        batch.lock();
        try {
            if (stopped) {
                throw new StopEngineException("the capture is being stopped");
            }
            publish(events);
        } finally {
            batch.unlock();
        }
    }

    /** No batch is under way when this returns, and none begins afterwards. */
    final void stop() {
        batch.lock();
        stopped = true;
        batch.unlock();
    }

    abstract void publish(List<RecordChangeEvent<SourceRecord>> events);
}
