package dev.freshet.local.snowflake.sql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this server can be asked to do. Bodies of queries and of DML stay words, translated when they run. */
public sealed interface Statement {
    /** @param name empty when none was given */
    record Begin(String name) implements Statement {}

    record Commit() implements Statement {}

    record Rollback() implements Statement {}

    record AlterSession(Map<String, String> set) implements Statement {}

    record Use(String kind, String name) implements Statement {}

    record Query(Tokens body) implements Statement {}

    /** INSERT, UPDATE or DELETE. */
    record Dml(String verb, ObjectName table, Tokens body) implements Statement {}

    record Merge(Tokens body) implements Statement {}

    /**
     * COPY INTO a table.
     *
     * @param columns of the table, in the order of the selected expressions; empty: all of them
     * @param select  expressions over {@code $1}, {@code $2}...; null: the fields as they come
     */
    record CopyInto(
            ObjectName table,
            List<String> columns,
            @Nullable Tokens select,
            StagePath from,
            List<String> files,
            Map<String, String> options)
            implements Statement {}

    record CreateSchema(String name, boolean transientSchema, boolean ifNotExists) implements Statement {}

    record CreateTable(
            ObjectName name,
            List<ColumnClause> columns,
            List<String> key,
            boolean orReplace,
            boolean temporary,
            boolean ifNotExists,
            String comment)
            implements Statement {}

    /** LIKE or CLONE: the definition of another table, and its rows or none. */
    record CreateFrom(ObjectName name, ObjectName from, boolean rows, boolean orReplace, boolean ifNotExists)
            implements Statement {}

    record CreateStage(ObjectName name, boolean orReplace, boolean ifNotExists, Map<String, String> fileFormat)
            implements Statement {}

    record CreateView(ObjectName name, boolean orReplace, Tokens body) implements Statement {}

    record Drop(String kind, ObjectName name, boolean ifExists) implements Statement {}

    record DropSchema(String name, boolean ifExists) implements Statement {}

    record AlterTable(ObjectName table, boolean ifExists, Action action) implements Statement {}

    record Describe(ObjectName table) implements Statement {}

    /** @param in name of schema, table or null for all there are */
    record Show(
            String what, @Nullable String like, @Nullable ObjectName in) implements Statement {}

    record Put(String file, StagePath to, Map<String, String> options) implements Statement {}

    record Remove(StagePath path) implements Statement {}

    record ListFiles(StagePath path) implements Statement {}

    record Truncate(ObjectName table) implements Statement {}

    /** A stage and a path inside of it, without a slash before. */
    record StagePath(ObjectName stage, String path) {}

    /** @param defaultValue words of the expression; null when there is none */
    record ColumnClause(
            String name,
            DataType type,
            boolean notNull,
            boolean key,
            @Nullable Tokens defaultValue,
            String comment) {}

    /** What ALTER TABLE does. */
    sealed interface Action {
        record AddColumn(ColumnClause column, boolean ifNotExists) implements Action {}

        record DropColumn(String column, boolean ifExists) implements Action {}

        record RenameColumn(String from, String to) implements Action {}

        record RenameTable(ObjectName to) implements Action {}

        record SetType(String column, DataType type) implements Action {}

        record SetNotNull(String column, boolean notNull) implements Action {}

        record DropDefault(String column) implements Action {}

        record CommentColumn(String column, String comment) implements Action {}

        record CommentTable(String comment) implements Action {}

        record DropKey() implements Action {}

        record AddKey(List<String> columns) implements Action {}
    }
}
