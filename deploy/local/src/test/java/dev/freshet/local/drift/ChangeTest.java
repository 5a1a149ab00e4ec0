package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final Column COUNT = Column.value("n", new ColumnType.Int(), false, "'7'");
    private static final Table TABLE = new Table(
            "t",
            List.of(
                    new Column("id", new ColumnType.Int(), false, null, Part.ID),
                    new Column("v", new ColumnType.Int(), false, null, Part.VERSION),
                    COUNT),
            List.of("id"),
            List.of());
    private static final Schema SCHEMA = Schema.EMPTY.after(new Change.CreateTable(TABLE));

    @Test
    void aWidenedColumnKeepsItsDefaultWhereTheTypeAllowsOne() {
        assertThat(new Change.Widen("t", COUNT, new ColumnType.Varchar(24)).sql())
                .isEqualTo("ALTER TABLE `drift`.`t` MODIFY COLUMN `n` VARCHAR(24) NOT NULL DEFAULT '7'");
        assertThat(COUNT.widened(new ColumnType.Text()).preset()).isNull();
    }

    @Test
    void aColumnIsAddedAtItsPlace() {
        Change change = new Change.AddColumn(
                Kind.ADD, "t", Column.value("m", new ColumnType.Json(), true, null), Change.Place.of(TABLE, 1));

        assertThat(change.sql()).isEqualTo("ALTER TABLE `drift`.`t` ADD COLUMN `m` JSON NULL AFTER `id`");
        assertThat(SCHEMA.after(change).table("t").columns().get(1).name()).isEqualTo("m");
    }

    @Test
    void bothWaysToRenameMakeTheSameModel() {
        Change brief = new Change.RenameColumn("t", TABLE.column("id"), "key", false);
        Change restated = new Change.RenameColumn("t", TABLE.column("id"), "key", true);

        assertThat(brief.sql()).endsWith("RENAME COLUMN `id` TO `key`");
        assertThat(restated.sql()).endsWith("CHANGE COLUMN `id` `key` INT NOT NULL");
        assertThat(SCHEMA.after(brief)).isEqualTo(SCHEMA.after(restated));
        assertThat(SCHEMA.after(brief).table("t").key()).containsExactly("key");
    }

    @Test
    void whatTheDatabaseWouldRefuseIsRefused() {
        Column again = Column.value("n", new ColumnType.Date(), true, null);
        assertThatThrownBy(() -> SCHEMA.after(new Change.AddColumn(Kind.ADD, "t", again, Change.Place.of(TABLE, 0))))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> SCHEMA.after(new Change.DropColumn("t", "id"))).hasMessageContaining("must stay");
        assertThatThrownBy(() -> SCHEMA.after(new Change.Widen("t", COUNT, new ColumnType.Date())))
                .hasMessageContaining("not wider");
        assertThatThrownBy(() -> SCHEMA.after(new Change.DropTable("u"))).hasMessageContaining("no table u");
        assertThatThrownBy(() -> SCHEMA.after(new Change.CreateTable(TABLE))).hasMessageContaining("already");
    }

    @Test
    void onlyWhatIsUniqueBecomesTheKey() {
        assertThatThrownBy(() -> SCHEMA.after(new Change.ChangeKey("t", List.of("n"))))
                .hasMessageContaining("may not identify");
    }
}
