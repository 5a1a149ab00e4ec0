package dev.freshet.avro;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Where a value goes: its writer, and the union's branches when it may be null. */
final class Slot {
    private static final int NO_UNION = -1;

    private final ValueWriter writer;
    /** Encoded branch numbers: one byte each, since our unions have two branches. */
    private final int nullBranch;

    private final int valueBranch;

    private Slot(ValueWriter writer, int nullBranch, int valueBranch) {
        this.writer = writer;
        this.nullBranch = nullBranch;
        this.valueBranch = valueBranch;
    }

    static Slot of(org.apache.kafka.connect.data.Schema connect, Schema avro, RecordEncoder.Nulls nulls) {
        if (avro.getType() != Schema.Type.UNION) {
            return new Slot(WriterPlan.of(connect, avro, nulls), NO_UNION, NO_UNION);
        }
        List<Schema> branches = avro.getTypes();
        int nullAt = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        return new Slot(WriterPlan.of(connect, branches.get(1 - nullAt), nulls), nullAt << 1, 1 - nullAt << 1);
    }

    void write(@Nullable Object value, Output out) {
        if (value == null) {
            if (nullBranch == NO_UNION) {
                throw new Misfit("is null but its schema requires a value");
            }
            out.putByte(nullBranch);
            return;
        }
        if (valueBranch != NO_UNION) {
            out.putByte(valueBranch);
        }
        writer.write(value, out);
    }
}
