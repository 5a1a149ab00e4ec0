package dev.freshet.source.capture;

import io.debezium.connector.mysql.MySqlSourceInfoStructMaker;
import io.debezium.connector.mysql.SourceInfo;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The {@code source} blocks of the rows of one binlog event, which differ in the row's number alone: made once for each event, where
 * Debezium makes and checks fifteen fields for each row. Made by the engine, by name. Several threads may ask for row 0, as those of a snapshot do; the rows after it are those of
 * one event and one thread.
 */
public final class RowSources extends MySqlSourceInfoStructMaker {
    private @Nullable Struct event;
    private @Nullable Field number;
    private String file = "";
    private long position;

    @Override
    public Struct struct(SourceInfo info) {
        int row = info.getCurrentRowNumber();
        Struct first = event;
        if (row == 0 || first == null || !isOfEvent(info)) {
            first = super.struct(info);
            number = first.schema().field("row");
            event = first;
            file = info.getCurrentBinlogFilename();
            position = info.getCurrentBinlogPosition();
        }
        return new RowSource(first, Objects.requireNonNull(number, "set with the event"), row);
    }

    /** An event of rows has a position of its own; what stands at none, as in a snapshot, has no row but 0. */
    private boolean isOfEvent(SourceInfo info) {
        return info.getCurrentBinlogPosition() == position && file.equals(info.getCurrentBinlogFilename());
    }
}
