package dev.freshet.avro;

import dev.freshet.registry.Framing;
import dev.freshet.schema.Column;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Flink's format {@code debezium-avro-confluent} writes: {@code before}, {@code after} and {@code op}, all of them optional, of
 * rows that come ({@code c}) and go ({@code d}); an update is one of each. Immutable, safe for use by several threads.
 */
public final class ChangelogDecoder {
    private final int root;
    private final boolean union;
    private final Part[] parts;
    private final List<Column> columns;

    /** One field of the envelope, in the order of the schema. */
    private record Part(String name, int value, RowReader reader) {}

    /** A row that comes, or one that goes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Change(boolean delete, @Nullable Object[] row) {}

    private ChangelogDecoder(Schema schema) {
        union = schema.getType() == Schema.Type.UNION;
        root = union ? value(schema) : 0;
        Schema envelope = union ? schema.getTypes().get(root) : schema;
        if (envelope.getType() != Schema.Type.RECORD
                || envelope.getField("before") == null
                || envelope.getField("after") == null
                || envelope.getField("op") == null
                || envelope.getFields().size() != 3) {
            throw new DecodingException("not a changelog of Flink: before, after and op are to be its fields");
        }
        Schema row = row(envelope.getField("after").schema());
        RowReader reader = new RowReader(row);
        columns = reader.columns().stream().map(ColumnReader::column).toList();
        parts = envelope.getFields().stream()
                .map(field -> new Part(
                        field.name(),
                        value(field.schema()),
                        field.name().equals("before") ? new RowReader(row(field.schema())) : reader))
                .toArray(Part[]::new);
    }

    private static Schema row(Schema optional) {
        return optional.getTypes().get(value(optional));
    }

    /** The branch that is not null. */
    private static int value(Schema optional) {
        if (!ColumnReader.isNullable(optional)) {
            throw new DecodingException("not a changelog of Flink: a part of it is not optional");
        }
        return optional.getTypes().get(0).getType() == Schema.Type.NULL ? 1 : 0;
    }

    /**
     * @param valueSchema writer schema of the value (JSON text)
     * @throws DecodingException when it is not a changelog of Flink
     */
    public static ChangelogDecoder compile(String valueSchema) {
        try {
            return new ChangelogDecoder(
                    new Schema.Parser().setValidateDefaults(false).parse(valueSchema));
        } catch (AvroRuntimeException e) {
            throw new DecodingException("the value's writer schema is not an Avro schema: " + e.getMessage(), e);
        }
    }

    /** The columns of the rows, as the schema describes them. */
    public List<Column> columns() {
        return columns;
    }

    /**
     * The change of a framed message.
     *
     * @throws DecodingException when the bytes do not fit the schema
     */
    public Change decode(byte[] message) {
        try {
            return read(new Input(message, Framing.LENGTH));
        } catch (Misfit e) {
            throw new DecodingException("not a changelog record of its writer schema: " + e.describe(), e);
        } catch (IndexOutOfBoundsException e) {
            throw new DecodingException("not a changelog record of its writer schema: it ends early", e);
        }
    }

    private Change read(Input in) {
        if (union && in.takeBranch(2) != root) {
            throw new Misfit("is null");
        }
        @Nullable Object @Nullable [] before = null;
        @Nullable Object @Nullable [] after = null;
        String op = "";
        for (Part part : parts) {
            if (in.takeBranch(2) != part.value()) {
                continue;
            }
            switch (part.name()) {
                case "before" -> before = part.reader().read(in);
                case "after" -> after = part.reader().read(in);
                default -> op = in.takeText();
            }
        }
        boolean delete = op.equals("d");
        @Nullable Object @Nullable [] row = delete ? before : after;
        if (row == null || !delete && !op.equals("c")) {
            throw new Misfit("has no row for its operation");
        }
        return new Change(delete, row);
    }

    @Override
    public String toString() {
        return "changelog of " + Arrays.toString(columns.toArray());
    }
}
