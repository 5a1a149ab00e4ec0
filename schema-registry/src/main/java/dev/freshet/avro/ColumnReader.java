package dev.freshet.avro;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** One column of the row: what it is, and how it is read. */
final class ColumnReader {
    private static final int NEVER_NULL = -1;

    private final Column column;
    private final int nullBranch;
    private final ValueReader reader;

    private ColumnReader(Column column, int nullBranch, ValueReader reader) {
        this.column = column;
        this.nullBranch = nullBranch;
        this.reader = reader;
    }

    static ColumnReader of(Schema.Field field) {
        Schema schema = field.schema();
        int nullBranch = NEVER_NULL;
        if (isNullable(schema)) {
            List<Schema> branches = schema.getTypes();
            nullBranch = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
            schema = branches.get(1 - nullBranch);
        }
        ColumnType type = ColumnTypes.of(schema);
        boolean nullable = nullBranch != NEVER_NULL || schema.isNullable();
        ValueReader reader = ValueReaders.of(schema, type);
        Object initial = InitialValue.of(field, schema, reader, type, nullable);
        return new ColumnReader(new Column(FieldName.column(field), type, nullable, initial), nullBranch, reader);
    }

    /** A union of null and one other type; wider ones are read as JSON. */
    static boolean isNullable(Schema schema) {
        return schema.getType() == Schema.Type.UNION && schema.getTypes().size() == 2 && schema.isNullable();
    }

    Column column() {
        return column;
    }

    @Nullable
    Object read(Input in) {
        if (nullBranch != NEVER_NULL && in.takeBranch(2) == nullBranch) {
            return null;
        }
        return reader.read(in);
    }
}
