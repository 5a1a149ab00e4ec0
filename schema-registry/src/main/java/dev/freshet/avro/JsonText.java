package dev.freshet.avro;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Any Avro value as JSON text, for columns whose type has no column type of its own: bytes in base64, numbers JSON does not
 * know (NaN) as text.
 */
final class JsonText {
    private final Input in;
    private final StringBuilder out = new StringBuilder();

    private JsonText(Input in) {
        this.in = in;
    }

    static String take(Schema schema, Input in) {
        JsonText json = new JsonText(in);
        json.value(schema);
        return json.out.toString();
    }

    private void value(Schema schema) {
        in.deeper();
        switch (schema.getType()) {
            case NULL -> out.append("null");
            case BOOLEAN -> out.append(in.takeBoolean());
            case INT -> out.append(in.takeInt());
            case LONG -> out.append(in.takeLong());
            case FLOAT -> real(in.takeFloat());
            case DOUBLE -> real(in.takeDouble());
            case STRING -> text(in.takeText());
            case BYTES -> bytes(in.takeLength());
            case FIXED -> bytes(schema.getFixedSize());
            case ENUM ->
                text(schema.getEnumSymbols()
                        .get(in.takeBranch(schema.getEnumSymbols().size())));
            case UNION ->
                value(schema.getTypes().get(in.takeBranch(schema.getTypes().size())));
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case RECORD -> object(schema.getFields());
        }
        in.shallower();
    }

    private void real(Number value) {
        if (Double.isFinite(value.doubleValue())) {
            out.append(value);
        } else {
            text(value.toString());
        }
    }

    private void bytes(int length) {
        text(Base64.getEncoder().encodeToString(in.takeBytes(length)));
    }

    private void text(String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private void array(Schema items) {
        String separator = "[";
        for (int count = in.takeBlock(); count > 0; count = in.takeBlock()) {
            for (int i = 0; i < count; i++) {
                out.append(separator);
                value(items);
                separator = ",";
            }
        }
        out.append(separator.equals("[") ? "[]" : "]");
    }

    private void map(Schema values) {
        String separator = "{";
        for (int count = in.takeBlock(); count > 0; count = in.takeBlock()) {
            for (int i = 0; i < count; i++) {
                out.append(separator);
                text(in.takeText());
                out.append(':');
                value(values);
                separator = ",";
            }
        }
        out.append(separator.equals("{") ? "{}" : "}");
    }

    private void object(List<Schema.Field> fields) {
        String separator = "{";
        for (Schema.Field field : fields) {
            out.append(separator);
            text(field.name());
            out.append(':');
            value(field.schema());
            separator = ",";
        }
        out.append(fields.isEmpty() ? "{}" : "}");
    }
}
