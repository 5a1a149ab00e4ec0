package dev.freshet.source.capture;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonStringFormatter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.DataException;

/**
 * The text of a JSON document as MySQL itself prints it, from its form in the binary log: negative times, microseconds and
 * large numbers are where the library's own text differs.
 */
final class JsonDocument extends JsonBinary {
    /** Types of the binary form are below; a text begins with no such character. */
    private static final int LAST_BINARY_TYPE = 0x0f;

    private JsonDocument(byte[] document) {
        super(document);
    }

    static String text(byte[] document) {
        if (document.length == 0) {
            // what a row holds from before its column was added
            return "null";
        }
        if (document[0] > LAST_BINARY_TYPE) {
            return new String(document, StandardCharsets.UTF_8);
        }
        Printer printer = new Printer();
        try {
            new JsonDocument(document).parse(printer);
        } catch (IOException e) {
            throw new DataException("a JSON document of the binary log cannot be read", e);
        }
        return printer.getString();
    }

    /** Hours from bit 36, minutes from 30, seconds from 24, microseconds; all of it negated for a negative time. */
    @Override
    protected void parseTime(JsonFormatter formatter) throws IOException {
        long packed = readInt64();
        long span = Math.abs(packed);
        formatter.value((packed < 0 ? "-" : "")
                + "%02d:%02d:%02d.%06d"
                        .formatted(span >> 36 & 0x3ff, span >> 30 & 0x3f, span >> 24 & 0x3f, span & 0xffffff));
    }

    private static final class Printer extends JsonStringFormatter {
        @Override
        public void value(double number) {
            value(new BigDecimal(Double.toString(number)));
        }

        @Override
        public void valueDatetime(int year, int month, int day, int hour, int minute, int second, int micros) {
            value("%04d-%02d-%02d %02d:%02d:%02d.%06d".formatted(year, month, day, hour, minute, second, micros));
        }
    }
}
