package dev.freshet.control.messaging;

import dev.freshet.control.store.StatusView;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** {@code freshet.status}, read whole into the view. */
@ApplicationScoped
public class StatusReader {
    private final StatusView view;

    @Inject
    public StatusReader(StatusView view) {
        this.view = view;
    }

    @Incoming("freshet-status")
    @Blocking
    public void read(ConsumerRecord<String, byte[]> record) {
        view.accept(record.key(), record.value(), record.partition(), record.offset());
    }
}
