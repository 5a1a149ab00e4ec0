package dev.freshet.source.capture;

import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import dev.freshet.event.SourcePosition;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.Publisher;
import dev.freshet.source.publish.SourceOffset;
import dev.freshet.source.publish.SourceOffset.Reread;
import io.debezium.engine.RecordChangeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Rows of tables that are read anew, between two boundaries in their topics. The offset stays where it is until all are there: whoever
 * finds tables pending begins again, at a boundary behind all that was published.
 */
final class RereadConsumer extends StoppableConsumer {
    private static final String STATEMENT = "-- the table is read anew";

    private final String source;
    private final Encoding encoding;
    private final Publisher publisher;
    private final ChangeRecords records;
    private final SourceOffset stored;
    private final Runnable whenDone;
    private final CaptureListener listener;
    /** Where the log stood when the rows were read; before the first row: behind all that was published. */
    private SourcePosition stands;

    private boolean done;

    RereadConsumer(
            String source,
            RecordEncoder encoder,
            Publisher publisher,
            PositionTrack track,
            Capture.Server server,
            SourceOffset stored,
            Runnable whenDone,
            CaptureListener listener) {
        this.source = source;
        this.encoding = new Encoding(encoder, publisher);
        this.publisher = publisher;
        this.records = new ChangeRecords(source, track, server.databaseInUse());
        this.stored = stored;
        this.whenDone = whenDone;
        this.listener = listener;
        SourcePosition last = new SourcePosition(track.epoch(), track.file(), track.offset(), 0);
        for (Reread reread : stored.rereads()) {
            SourcePosition earlier = new SourcePosition(reread.epoch(), reread.file(), reread.offset(), 0);
            last = reread.pending() && earlier.compareTo(last) > 0 ? earlier : last;
        }
        this.stands = last;
    }

    /** Says in the topics that the tables begin anew. */
    void begin() {
        boundaries(new Step.SnapshotBegun(), Integer.MAX_VALUE - 1);
        publisher.commit(stored);
    }

    @Override
    void publish(List<RecordChangeEvent<SourceRecord>> events) {
        if (done) {
            return;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RecordChangeEvent<SourceRecord> event : events) {
            SourceRecord record = event.record();
            switch (records.sort(record)) {
                case CHANGE -> {
                    EventStamp stamp = records.stamp(record);
                    if (stamp != null) {
                        stands = stamp.position();
                    }
                    counts.merge(encoding.send(record, stamp), 1, Integer::sum);
                }
                case NOTIFICATION -> done = ended(record) || done;
                case SCHEMA_CHANGE, TRUNCATE, HEARTBEAT -> {
                    // the log says it in its place
                }
            }
        }
        if (done) {
            boundaries(new Step.SnapshotEnded(), Integer.MAX_VALUE);
        }
        publisher.commit(stored.with(rereads()));
        listener.committed(counts, null);
        if (done) {
            whenDone.run();
        }
    }

    private static boolean ended(SourceRecord record) {
        String type = ((Struct) record.value()).getString("type");
        if (type.equals("ABORTED")) {
            throw new CaptureException("the snapshot of the tables that are read anew was aborted");
        }
        return type.equals("COMPLETED");
    }

    private void boundaries(Step step, int row) {
        EventStamp stamp = new EventStamp(new SourcePosition(stands.epoch(), stands.file(), stands.offset(), row), 0);
        for (TableId table : stored.pending()) {
            publisher.boundary(Definitions.topic(source, table), STATEMENT, List.of(step), stamp);
        }
    }

    private List<Reread> rereads() {
        List<Reread> rereads = new ArrayList<>();
        for (Reread reread : stored.rereads()) {
            rereads.add(
                    reread.pending()
                            ? new Reread(reread.table(), !done, stands.epoch(), stands.file(), stands.offset())
                            : reread);
        }
        return rereads;
    }
}
