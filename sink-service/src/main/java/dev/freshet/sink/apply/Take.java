package dev.freshet.sink.apply;

import dev.freshet.sink.batch.Arrival;
import java.util.List;
import java.util.Map;

/**
 * What the writer takes from the stream at once: records of one topic.
 *
 * @param next per partition the offset that the destination is at
 */
public record Take(String topic, List<Arrival> arrivals, Map<Integer, Long> next) {}
