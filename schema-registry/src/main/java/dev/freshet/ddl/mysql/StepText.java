package dev.freshet.ddl.mysql;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.TableId;

/** A step in words, for people. */
public final class StepText {
    private StepText() {}

    public static String of(TableId table, Step step) {
        return switch (step) {
            case Step.ColumnAdded(String column) -> table + ": column " + column + " added";
            case Step.ColumnDropped(String column) -> table + ": column " + column + " dropped";
            case Step.ColumnRenamed(String from, String to) -> table + ": column " + from + " renamed to " + to;
            case Step.TableCreated() -> table + ": created";
            case Step.TableTruncated() -> table + ": truncated";
            case Step.TableDropped() -> table + ": dropped, or renamed to a table that is not captured";
            case Step.TableRenamed(TableId to) -> table + ": renamed to " + to;
            case Step.TableContinued(TableId from) -> table + ": continues " + from;
            case Step.TableReplaced() -> table + ": replaced by a table that was not captured before";
            case Step.SnapshotBegun() -> table + ": is read anew";
            case Step.SnapshotEnded() -> table + ": was read anew";
        };
    }
}
