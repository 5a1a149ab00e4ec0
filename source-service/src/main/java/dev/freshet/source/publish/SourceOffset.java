package dev.freshet.source.publish;

import java.util.Map;

/**
 * Where a source stands, as it was committed with the records before it.
 *
 * @param debezium   Debezium's own offset, handed back to it at start
 * @param epoch      see {@link dev.freshet.event.SourcePosition}
 * @param serverUuid of the server that the offset belongs to
 * @param file       number of the binlog file of the last record
 * @param offset     binlog offset of the last record
 */
public record SourceOffset(Map<String, Object> debezium, int epoch, String serverUuid, int file, long offset) {}
