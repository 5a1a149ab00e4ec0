package dev.freshet.source.publish;

import dev.freshet.event.SourcePosition;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a source stands, as it was committed with the records before it.
 *
 * @param debezium   Debezium's own offset, handed back to it at start
 * @param epoch      see {@link SourcePosition}
 * @param serverUuid of the server that the offset belongs to
 * @param file       number of the binlog file of the last record
 * @param offset     binlog offset of the last record
 * @param rereads    tables that are, or were, read anew beside the log
 */
public record SourceOffset(
        Map<String, Object> debezium, int epoch, String serverUuid, int file, long offset, List<Reread> rereads) {
    /**
     * A table that is read anew.
     *
     * @param pending not wholly read yet: begin again
     * @param epoch   with file and offset: where the log stood when it was read last; what the log says of the table before that is in
     *     the rows already
     */
    public record Reread(TableId table, boolean pending, int epoch, int file, long offset) {}

    public SourceOffset(
            Map<String, Object> debezium,
            int epoch,
            String serverUuid,
            int file,
            long offset,
            @Nullable List<Reread> rereads) {
        this.debezium = debezium;
        this.epoch = epoch;
        this.serverUuid = serverUuid;
        this.file = file;
        this.offset = offset;
        // an offset of an earlier version has none
        this.rereads = rereads == null ? List.of() : List.copyOf(rereads);
    }

    public SourceOffset with(List<Reread> others) {
        return new SourceOffset(debezium, epoch, serverUuid, file, offset, others);
    }

    /** Tables that are still to be read. */
    public List<TableId> pending() {
        return rereads.stream().filter(Reread::pending).map(Reread::table).toList();
    }
}
