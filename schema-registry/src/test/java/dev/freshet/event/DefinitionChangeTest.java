package dev.freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionChangeTest {
    private static final DefinitionChange EVERYTHING = new DefinitionChange(
            "ALTER TABLE `ä b` ...",
            3,
            List.of(
                    new DefinitionChange.Step.ColumnAdded("neu\n"),
                    new DefinitionChange.Step.ColumnDropped("x"),
                    new DefinitionChange.Step.ColumnRenamed("a", "😀"),
                    new DefinitionChange.Step.TableCreated(),
                    new DefinitionChange.Step.TableTruncated(),
                    new DefinitionChange.Step.TableDropped(),
                    new DefinitionChange.Step.TableRenamed(new TableId("db", "t")),
                    new DefinitionChange.Step.TableContinued(new TableId("db", "s")),
                    new DefinitionChange.Step.TableReplaced(),
                    new DefinitionChange.Step.SnapshotBegun(),
                    new DefinitionChange.Step.SnapshotEnded()));

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(DefinitionChange.of(EVERYTHING.toBytes())).isEqualTo(EVERYTHING);
    }

    @Test
    void bytesThatEndEarlyAreRefused() {
        byte[] bytes = EVERYTHING.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> DefinitionChange.of(cut))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aLongStatementIsCut() {
        assertThat(new DefinitionChange("x".repeat(10_000), 1, List.of()).ddl()).hasSize(DefinitionChange.MAX_DDL);
    }
}
