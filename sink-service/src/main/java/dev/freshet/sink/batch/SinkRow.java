package dev.freshet.sink.batch;

import dev.freshet.event.EventStamp;
import dev.freshet.event.RowChange;

/** One decoded change with its stamp; its values are in the order of the batch's schema. */
public record SinkRow(RowChange change, EventStamp stamp) {}
