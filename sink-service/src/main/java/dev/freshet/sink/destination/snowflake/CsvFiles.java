package dev.freshet.sink.destination.snowflake;

import dev.freshet.event.Operation;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.MetadataColumn;
import dev.freshet.sink.destination.Portion;
import dev.freshet.sink.destination.Target;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch into gzipped CSV files on this machine: the number of the portion, the values, the metadata. A file is handed over as soon
 * as it has its size, while the next is written. Every text is in quotes; nothing without quotes is NULL.
 */
final class CsvFiles {
    /** Compressed bytes after which a new file begins: Snowflake advises 100 to 250 MB, and several load in parallel. */
    static final long FILE_BYTES = 100L << 20;

    private static final int BUFFER = 1 << 16;

    private final Target target;
    private final SnowflakeTypes.Writer[] writers;
    private final List<MetadataColumn> metadata;
    private final Room room;

    /** @param fileBytes compressed, after which a new file begins */
    record Room(StagingFolder folder, long fileBytes) {}

    CsvFiles(Target target, Room room) {
        this.target = target;
        this.room = room;
        this.writers = target.columns().stream()
                .map(column -> SnowflakeTypes.writer(column.type(), SnowflakeDialect.kept(target, column)))
                .toArray(SnowflakeTypes.Writer[]::new);
        this.metadata = target.stagedMetadata();
    }

    /** @param ready takes over a file that is complete, and deletes it in the end */
    void write(List<Portion> portions, Consumer<Path> ready) throws IOException {
        Open file = null;
        try {
            for (int number = 0; number < portions.size(); number++) {
                for (SinkRow row : portions.get(number).rows()) {
                    if (file == null) {
                        file = new Open(room.folder());
                    }
                    put(file.text, number, portions.get(number), row);
                    if (file.bytes.count >= room.fileBytes()) {
                        Path complete = file.complete();
                        file = null;
                        ready.accept(complete);
                    }
                }
            }
            if (file != null) {
                Path complete = file.complete();
                file = null;
                ready.accept(complete);
            }
        } finally {
            if (file != null) {
                file.discard();
            }
        }
    }

    private void put(Writer out, int number, Portion portion, SinkRow row) throws IOException {
        out.write(Integer.toString(number));
        @Nullable Object[] values = row.change().values();
        for (int i = 0; i < writers.length; i++) {
            out.write(',');
            Object value = portion.carries(i) && i < values.length ? values[i] : null;
            if (value != null && value != Unavailable.VALUE) {
                quoted(out, text(i, value));
            }
        }
        for (MetadataColumn column : metadata) {
            out.write(',');
            quoted(out, metadata(column, row));
        }
        out.write('\n');
    }

    private String text(int column, Object value) {
        try {
            return writers[column].text(value);
        } catch (ClassCastException e) {
            throw new DestinationException.Rejected(
                    "column '" + target.columns().get(column).name() + "' of " + target.table()
                            + " holds a value that is not of its type",
                    "the record contradicts its own schema: look at it",
                    e);
        }
    }

    private static String metadata(MetadataColumn column, SinkRow row) {
        return switch (column) {
            case POSITION -> row.stamp().position().text();
            case COMMITTED_AT -> SnowflakeTypes.instant(row.stamp().committedMicros());
            case DELETED -> row.change().operation() == Operation.DELETE ? "true" : "false";
            case ROWS -> Integer.toString(row.more());
            case OPERATION -> row.change().operation().code();
            case APPLIED_AT -> throw new IllegalArgumentException("said by the destination itself");
        };
    }

    private static void quoted(Writer out, String text) throws IOException {
        out.write('"');
        int from = 0;
        for (int quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', from)) {
            out.write(text, from, quote + 1 - from);
            out.write('"');
            from = quote + 1;
        }
        out.write(text, from, text.length() - from);
        out.write('"');
    }

    /** A file that is being written. */
    private static final class Open {
        final Path path;
        final Counting bytes;
        final Writer text;

        Open(StagingFolder folder) throws IOException {
            path = folder.file();
            bytes = new Counting(Files.newOutputStream(path));
            text = new BufferedWriter(new OutputStreamWriter(new Fast(bytes), StandardCharsets.UTF_8), BUFFER);
        }

        Path complete() throws IOException {
            text.close();
            return path;
        }

        void discard() throws IOException {
            text.close();
            Files.deleteIfExists(path);
        }
    }

    /** Staged files live for seconds: time is worth more than size. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static final class Counting extends FilterOutputStream {
        long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            out.write(b, offset, length);
            count += length;
        }
    }
}
