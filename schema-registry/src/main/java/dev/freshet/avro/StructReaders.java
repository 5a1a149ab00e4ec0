package dev.freshet.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Debezium's semantic types that are structs. */
final class StructReaders {
    private StructReaders() {}

    /** {@code {x, y, wkb, srid}} or {@code {wkb, srid}}: the well-known binary. */
    static final class Geometry extends ValueReader {
        private final Parts parts;

        Geometry(Schema schema) {
            parts = new Parts(schema, "wkb");
        }

        @Override
        Object read(Input in) {
            byte[] wkb = (byte[]) parts.read(in)[0];
            return wkb == null ? new byte[0] : wkb;
        }
    }

    /** {@code {scale, value}}: a decimal whose scale differs by row, so its plain text. */
    static final class VariableScaleDecimal extends ValueReader {
        private final Parts parts;

        VariableScaleDecimal(Schema schema) {
            parts = new Parts(schema, "scale", "value");
        }

        @Override
        Object read(Input in) {
            @Nullable Object[] found = parts.read(in);
            if (!(found[0] instanceof Integer scale)
                    || !(found[1] instanceof byte[] unscaled)
                    || unscaled.length == 0) {
                throw new Misfit("is a decimal without scale or value");
            }
            if (Math.abs((long) scale) > 100_000) {
                throw new Misfit("is a decimal with a scale of " + scale);
            }
            return new BigDecimal(new BigInteger(unscaled), scale).toPlainString();
        }
    }

    /** Reads some fields of a record, passing over the others. */
    private static final class Parts {
        private final @Nullable ColumnReader[] readers;
        private final Skipper[] skippers;
        private final int[] targets;
        private final int count;

        Parts(Schema schema, String... wanted) {
            List<Schema.Field> fields = schema.getFields();
            List<String> names = List.of(wanted);
            count = names.size();
            readers = new ColumnReader[fields.size()];
            skippers = new Skipper[fields.size()];
            targets = new int[fields.size()];
            for (int i = 0; i < fields.size(); i++) {
                targets[i] = names.indexOf(fields.get(i).name());
                readers[i] = targets[i] < 0 ? null : ColumnReader.of(fields.get(i));
                skippers[i] = Skipper.of(fields.get(i).schema());
            }
        }

        @Nullable
        Object[] read(Input in) {
            @Nullable Object[] found = new Object[count];
            for (int i = 0; i < targets.length; i++) {
                ColumnReader reader = readers[i];
                if (reader == null) {
                    skippers[i].skip(in);
                } else {
                    found[targets[i]] = reader.read(in);
                }
            }
            return found;
        }
    }
}
