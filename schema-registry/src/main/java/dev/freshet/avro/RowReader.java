package dev.freshet.avro;

import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads the record that is a row. */
final class RowReader {
    private final ColumnReader[] columns;

    RowReader(Schema row) {
        columns = row.getFields().stream().map(ColumnReader::of).toArray(ColumnReader[]::new);
    }

    List<ColumnReader> columns() {
        return List.of(columns);
    }

    @Nullable
    Object[] read(Input in) {
        @Nullable Object[] values = new Object[columns.length];
        int i = 0;
        try {
            for (; i < columns.length; i++) {
                values[i] = columns[i].read(in);
            }
        } catch (Misfit e) {
            throw e.in(columns[i].column().name());
        } catch (IndexOutOfBoundsException e) {
            throw new Misfit("ends early").in(columns[i].column().name());
        }
        return values;
    }
}
