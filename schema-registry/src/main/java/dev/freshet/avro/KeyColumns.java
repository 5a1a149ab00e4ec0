package dev.freshet.avro;

import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The columns that a key's writer schema names. */
public final class KeyColumns {
    private KeyColumns() {}

    /**
     * In the order of the schema, with the source's own column names.
     *
     * @throws DecodingException when the text is not an Avro record
     */
    public static List<String> of(String keySchema) {
        try {
            return new Schema.Parser()
                    .setValidateDefaults(false).parse(keySchema).getFields().stream()
                            .map(FieldName::column)
                            .toList();
        } catch (AvroRuntimeException e) {
            throw new DecodingException("the key's writer schema is not an Avro record: " + e.getMessage(), e);
        }
    }
}
