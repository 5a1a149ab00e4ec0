package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.Operation;
import dev.freshet.event.RowChange;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A session on a loopback server that writes whatever it is given, and what that server saw of it. */
public final class SnowflakeFlushes implements AutoCloseable {
    private static final String PIPELINE = "shop-to-warehouse";
    private static final TableSchema SCHEMA =
            new TableSchema(List.of(new Column("id", new ColumnType.Int(64), false)), List.of("id"));

    private final Loopback loopback;
    private final SnowflakeDestination destination;
    private final DestinationSession session;
    private final String topic;

    private SnowflakeFlushes(Loopback loopback, String topic) {
        this.loopback = loopback;
        this.topic = topic;
        this.destination = loopback.destination("upper");
        this.session = destination.connect();
        session.nextOffsets(PIPELINE, topic);
        session.evolve(batch(List.of(), Map.of()), List.of(new TableChange.CreateTable(SCHEMA)));
    }

    public static SnowflakeFlushes open(Path stages, String topic) {
        return new SnowflakeFlushes(new Loopback(stages), topic);
    }

    private SinkBatch batch(List<SinkRow> rows, Map<Integer, OffsetRange> offsets) {
        return new SinkBatch(
                PIPELINE, topic, new TableName("shop", "orders"), SCHEMA, Mode.UPSERT, Deletes.HARD, rows, offsets);
    }

    public void write(List<Arrival> arrivals) {
        List<SinkRow> rows = arrivals.stream()
                .map(arrival -> new SinkRow(
                        new RowChange(Operation.CREATE, new Object[] {arrival.offset()}),
                        Objects.requireNonNull(arrival.stamp())))
                .toList();
        OffsetRange range =
                new OffsetRange(arrivals.getFirst().offset(), arrivals.getLast().offset() + 1);
        session.write(batch(rows, Map.of(0, range)));
    }

    public long warehouseStatements() {
        return loopback.server.warehouse().statements();
    }

    public long statements() {
        return loopback.server.statements().size();
    }

    /** As the destination counts them for the cost view. */
    public long flushes() {
        return destination.cost(PIPELINE).orElseThrow().flushes();
    }

    @Override
    public void close() {
        session.close();
        destination.close();
        loopback.close();
    }
}
