package dev.freshet.source.capture;

import dev.freshet.event.EventStamp;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Told by the capture's own threads how it goes; after the commit, never before. Must be quick and must not throw. */
public interface CaptureListener {
    void snapshotting();

    /** These tables are read anew: no event brings what a statement did to their rows. */
    void rereading(List<TableId> tables);

    /** A snapshot has ended, or none was needed. */
    void streaming();

    void schemaChanged(SchemaChange change);

    /**
     * A batch is committed.
     *
     * @param events by table (database.table); empty when only the offset moved
     * @param last   stamp of the last event; null when only the offset moved
     */
    void committed(Map<String, Integer> events, @Nullable EventStamp last);

    /** As {@link #committed}, for events that whoever committed them has counted: only the status is to know of them. */
    void reported(Map<String, Integer> events, @Nullable EventStamp last);
}
