package dev.freshet.event;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one statement did to a table's definition, in the order of the statement. A source publishes it between the rows before and the
 * rows after the statement, once into every partition of the table's topic: a record without key and value, with this in the header
 * {@value #HEADER} and the stamp beside it. Whoever has met it in all partitions has all rows of the old definition and none of the
 * new one. Readers that do not know the header see a tombstone without a key.
 *
 * @param ddl        the statement, cut to {@value #MAX_DDL} characters
 * @param partitions that it was published into: 0 up to this
 * @param steps      what only the statement proves; a type change needs none, the next rows' schema says it
 */
public record DefinitionChange(String ddl, int partitions, List<Step> steps) {
    public static final String HEADER = "freshet.ddl";
    static final int MAX_DDL = 4_000;
    private static final byte VERSION = 1;

    /** One thing done. Names are as the source spells them. */
    public sealed interface Step {
        /** Rows that were there hold the column's default. Not the same column as one of this name that was dropped before. */
        record ColumnAdded(String column) implements Step {}

        record ColumnDropped(String column) implements Step {}

        record ColumnRenamed(String from, String to) implements Step {}

        /** Empty, whatever a table of this name held before. */
        record TableCreated() implements Step {}

        record TableTruncated() implements Step {}

        record TableDropped() implements Step {}

        /** To a table that is captured too: its rows go on in that one's topic. */
        record TableRenamed(TableId to) implements Step {}

        /** The other side of {@link TableRenamed}, in the new name's topic: that table's rows are this one's now. */
        record TableContinued(TableId from) implements Step {}

        /** Another table, one that is not captured, took this one's name: the swap of gh-ost and pt-online-schema-change. */
        record TableReplaced() implements Step {}

        /**
         * The rows that were there are not to be known from the log: the source reads the table anew. Rows that follow are of a table that
         * begins empty and is whole at {@link SnapshotEnded}; a second beginning makes the first one void.
         */
        record SnapshotBegun() implements Step {}

        /** Since {@link SnapshotBegun} every row of the table came. */
        record SnapshotEnded() implements Step {}
    }

    public DefinitionChange {
        ddl = ddl.length() > MAX_DDL ? ddl.substring(0, MAX_DDL) : ddl;
        steps = List.copyOf(steps);
    }

    /** Version 1, partitions, statement, then each step as a letter and its names; texts are a length in bytes and UTF-8. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(partitions);
            write(out, ddl);
            out.writeInt(steps.size());
            for (Step step : steps) {
                write(out, step);
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory is always writable", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Step step) throws IOException {
        switch (step) {
            case Step.ColumnAdded(String column) -> write(out, 'a', column);
            case Step.ColumnDropped(String column) -> write(out, 'd', column);
            case Step.ColumnRenamed(String from, String to) -> write(out, 'r', from, to);
            case Step.TableCreated() -> write(out, 'C');
            case Step.TableTruncated() -> write(out, 'T');
            case Step.TableDropped() -> write(out, 'D');
            case Step.TableRenamed(TableId to) -> write(out, 'R', to.database(), to.table());
            case Step.TableContinued(TableId from) -> write(out, 'F', from.database(), from.table());
            case Step.TableReplaced() -> write(out, 'S');
            case Step.SnapshotBegun() -> write(out, 'B');
            case Step.SnapshotEnded() -> write(out, 'E');
        }
    }

    private static void write(DataOutputStream out, char code, String... names) throws IOException {
        out.writeByte(code);
        for (String name : names) {
            write(out, name);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    /**
     * Reads back {@link #toBytes()}.
     *
     * @throws IllegalArgumentException when the bytes are of another version or no definition change
     */
    public static DefinitionChange of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("header '" + HEADER + "' is of version " + version + ", not 1");
            }
            int partitions = in.readInt();
            String ddl = text(in);
            int count = in.readInt();
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                steps.add(step(in));
            }
            return new DefinitionChange(ddl, partitions, steps);
        } catch (IOException e) {
            throw new IllegalArgumentException("header '" + HEADER + "' ends early", e);
        }
    }

    private static Step step(DataInputStream in) throws IOException {
        char code = (char) in.readByte();
        return switch (code) {
            case 'a' -> new Step.ColumnAdded(text(in));
            case 'd' -> new Step.ColumnDropped(text(in));
            case 'r' -> new Step.ColumnRenamed(text(in), text(in));
            case 'C' -> new Step.TableCreated();
            case 'T' -> new Step.TableTruncated();
            case 'D' -> new Step.TableDropped();
            case 'R' -> new Step.TableRenamed(new TableId(text(in), text(in)));
            case 'F' -> new Step.TableContinued(new TableId(text(in), text(in)));
            case 'S' -> new Step.TableReplaced();
            case 'B' -> new Step.SnapshotBegun();
            case 'E' -> new Step.SnapshotEnded();
            default ->
                throw new IllegalArgumentException("header '" + HEADER + "' holds an unknown step '" + code + "'");
        };
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IllegalArgumentException("header '" + HEADER + "' ends early");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
