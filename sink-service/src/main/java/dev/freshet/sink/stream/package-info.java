/**
 * The Kafka adapter: a poller thread per running pipeline that fills a bounded buffer, and the dead letters' topic. The
 * destination says from where to read; the group's committed offsets are only told to the world (lag tools, autoscalers). The
 * poller never stops polling while its pipeline runs, so a destination that is down for hours costs no rebalance.
 *
 * <p>Imports java.*, JSpecify, Kafka's clients, and the sink's batch, apply (what is handed to the writer) and deadletter.
 */
@NullMarked
package dev.freshet.sink.stream;

import org.jspecify.annotations.NullMarked;
