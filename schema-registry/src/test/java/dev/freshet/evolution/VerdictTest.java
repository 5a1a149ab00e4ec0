package dev.freshet.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evolution.Verdict.Level;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Column ID = new Column("id", new ColumnType.Int(32), false);
    private static final Column NAME = new Column("name", new ColumnType.Text(), true);

    @Test
    void addingWideningAndNarrowingAreCompatible() {
        Column wide = new Column("id", new ColumnType.Int(64), false);
        assertThat(Verdict.between(table(ID), table(wide, NAME)))
                .isEqualTo(new Verdict(
                        Level.COMPATIBLE,
                        List.of("widened column id from int32 to int64", "added column name as text")));
        assertThat(Verdict.between(table(wide), table(ID))).isEqualTo(new Verdict(Level.COMPATIBLE, List.of()));
    }

    @Test
    void aColumnThatIsGoneOrOfAnotherKindBreaks() {
        assertThat(Verdict.between(table(ID, NAME), table(ID)))
                .isEqualTo(new Verdict(Level.BREAKING, List.of("dropped column name")));
        Column bytes = new Column("name", new ColumnType.Bytes(), true);
        assertThat(Verdict.between(table(ID, NAME), table(ID, bytes)))
                .isEqualTo(new Verdict(Level.BREAKING, List.of("column name is bytes now and was text")));
    }

    @Test
    void keysAreComparedAsSets() {
        assertThat(Verdict.betweenKeys(List.of("a", "b"), List.of("b", "a")).level())
                .isEqualTo(Level.COMPATIBLE);
        assertThat(Verdict.betweenKeys(List.of("a"), List.of("a", "b")).level()).isEqualTo(Level.BREAKING);
    }

    private static TableSchema table(Column... columns) {
        return new TableSchema(List.of(columns), List.of());
    }
}
