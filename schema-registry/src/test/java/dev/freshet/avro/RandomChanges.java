package dev.freshet.avro;

import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Tables of random columns, and rows of random values for them, from a seed. */
final class RandomChanges {
    private static final List<ConnectTypes.Sample> COLUMNS = ConnectTypes.all();

    private final Random random;

    RandomChanges(long seed) {
        random = new Random(seed);
    }

    private ConnectTypes.Sample[] columns = {};

    Schema envelope() {
        columns = new ConnectTypes.Sample[1 + random.nextInt(40)];
        SchemaBuilder row = SchemaBuilder.struct().name("r.t.Value").optional();
        for (int i = 0; i < columns.length; i++) {
            columns[i] = COLUMNS.get(random.nextInt(COLUMNS.size()));
            row.field("c" + i, columns[i].schema());
        }
        return MySqlEnvelopes.envelope(row.build());
    }

    Struct change(Schema envelope) {
        Schema row = envelope.field("after").schema();
        return switch (random.nextInt(4)) {
            case 0 -> MySqlEnvelopes.change(envelope, "c", null, row(row));
            case 1 -> MySqlEnvelopes.change(envelope, "d", row(row), null);
            case 2 -> MySqlEnvelopes.change(envelope, "u", row(row), row(row));
            default ->
                MySqlEnvelopes.change(envelope, "r", null, row(row))
                        .put("transaction", MySqlEnvelopes.transaction(envelope));
        };
    }

    private Struct row(Schema schema) {
        Struct row = new Struct(schema);
        for (int i = 0; i < columns.length; i++) {
            List<Object> values = columns[i].values();
            Object value = values.get(random.nextInt(values.size()));
            if (value != null) {
                row.put("c" + i, value);
            }
        }
        return row;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    byte[] corrupted(byte[] message) {
        byte[] bad = message.clone();
        for (int i = 0; i <= below(4); i++) {
            bad[5 + below(bad.length - 5)] = (byte) random.nextInt();
        }
        return bad;
    }
}
