package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement answers.
 *
 * @param type Snowflake's number for the kind of statement
 * @param rows cells in the protocol's text form
 */
public record Result(int type, List<Column> columns, List<List<@Nullable String>> rows) {
    public static final int SELECT = 4096;
    public static final int INSERT = 12544;
    public static final int UPDATE = 12800;
    public static final int DELETE = 13056;
    public static final int MERGE = 13312;
    public static final int COPY = 13824;
    public static final int ALTER_SESSION = 16640;
    public static final int USE = 17152;
    public static final int SHOW = 17408;
    public static final int DESCRIBE = 17664;
    public static final int TRANSACTION = 20480;
    public static final int DDL = 24576;
    public static final int REMOVE = 28672;

    /** @param nullable whether it may hold NULL */
    public record Column(String name, DataType type, boolean nullable) {}

    /** Rows of texts under these names. */
    static Result texts(int type, List<String> names, List<List<@Nullable String>> rows) {
        return new Result(
                type,
                names.stream()
                        .map(name -> new Column(name, DataType.TEXT, true))
                        .toList(),
                rows);
    }

    static Result status(int type, String message) {
        return texts(type, List.of("status"), List.of(List.of(message)));
    }

    /** A column per count: the driver adds them up. */
    static Result counts(int type, List<String> names, long... counts) {
        return new Result(
                type,
                names.stream()
                        .map(name -> new Column(name, DataType.number(19, 0), false))
                        .toList(),
                List.of(java.util.stream.LongStream.of(counts)
                        .mapToObj(String::valueOf)
                        .map(text -> (String) text)
                        .toList()));
    }
}
