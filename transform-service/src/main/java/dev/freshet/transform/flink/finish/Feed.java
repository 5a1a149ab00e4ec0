package dev.freshet.transform.flink.finish;

import dev.freshet.transform.flink.ddl.OutputColumn;
import java.util.List;
import java.util.Map;

/**
 * A version's topic and what its rows are.
 *
 * @param version number of the version: the epoch of its rows' positions
 * @param topic   that its job writes
 * @param columns of the result
 * @param key     names of those that tell rows apart; empty: rows only come
 * @param rebuilt whether it was built anew beside the version before it
 * @param ends    of its topic when it had caught up, by partition: from there on the table is whole; only when rebuilt
 */
public record Feed(
        int version,
        String topic,
        List<OutputColumn> columns,
        List<String> key,
        boolean rebuilt,
        Map<Integer, Long> ends) {
    public Feed {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        ends = Map.copyOf(ends);
    }
}
