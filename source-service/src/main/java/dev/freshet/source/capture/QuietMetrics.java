package dev.freshet.source.capture;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.signal.actions.SignalAction;
import io.debezium.pipeline.signal.actions.SignalActionProvider;
import io.debezium.pipeline.source.spi.DataChangeEventListener;
import io.debezium.pipeline.spi.Partition;
import io.debezium.spi.schema.DataCollectionId;
import java.util.Map;

/**
 * Takes Debezium's per-event JMX metrics off the binlog thread: for every event they format its key and position into text and
 * keep several maps. Debezium asks every provider of signal actions when streaming begins, right after it has set its metrics
 * as the listener of events; this is the one supported place where the listener can be replaced. Found by ServiceLoader.
 */
public final class QuietMetrics implements SignalActionProvider {
    @Override
    public <P extends Partition> Map<String, SignalAction<P>> createActions(
            EventDispatcher<P, ? extends DataCollectionId> dispatcher,
            ChangeEventSourceCoordinator<P, ?> coordinator,
            CommonConnectorConfig config) {
        dispatcher.setEventListener(DataChangeEventListener.NO_OP());
        return Map.of();
    }
}
