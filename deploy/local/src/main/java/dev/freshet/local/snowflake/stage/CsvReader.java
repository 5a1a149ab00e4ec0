package dev.freshet.local.snowflake.stage;

import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Rows of a staged file, gzipped or not, by its format. Memory for one row at a time. */
public final class CsvReader implements AutoCloseable {
    private static final int END = -1;

    private final Reader in;
    private final CsvFormat format;
    private final StringBuilder field = new StringBuilder();
    private int ahead;

    public CsvReader(Path file, CsvFormat format) throws IOException {
        this.format = format;
        InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
        this.in = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
        this.ahead = in.read();
        for (int i = 0; i < format.skip(); i++) {
            next();
        }
    }

    /** The next row; null at the end. */
    public @Nullable List<@Nullable String> next() throws IOException {
        if (ahead == END) {
            return null;
        }
        List<@Nullable String> row = new ArrayList<>();
        do {
            row.add(field());
        } while (acceptDelimiter());
        if (ahead == '\r') {
            advance();
        }
        if (ahead == '\n') {
            advance();
        }
        return row;
    }

    private boolean acceptDelimiter() throws IOException {
        if (ahead != format.delimiter()) {
            return false;
        }
        advance();
        return true;
    }

    private void advance() throws IOException {
        ahead = in.read();
    }

    private @Nullable String field() throws IOException {
        field.setLength(0);
        if (format.enclosed() && ahead == '"') {
            return enclosed();
        }
        while (ahead != END && ahead != format.delimiter() && ahead != '\n' && ahead != '\r') {
            field.append((char) ahead);
            advance();
        }
        String text = field.toString();
        return (text.isEmpty() && format.emptyIsNull()) || format.nullTexts().contains(text) ? null : text;
    }

    private String enclosed() throws IOException {
        advance();
        while (true) {
            if (ahead == END) {
                throw new SnowflakeException(
                        "100144", "22000", "End of file was reached while expecting a closing double quote");
            }
            if (ahead == '"') {
                advance();
                if (ahead != '"') {
                    break;
                }
            }
            field.append((char) ahead);
            advance();
        }
        if (ahead != END && ahead != format.delimiter() && ahead != '\n' && ahead != '\r') {
            throw new SnowflakeException(
                    "100066", "22000", "Found character after the end of an enclosed field instead of a delimiter");
        }
        return field.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
