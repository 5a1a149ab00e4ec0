package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLogTest {
    @Test
    void theStatementsOfATableIncludeThoseUnderItsEarlierName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("drift.sql");
        try (StatementLog log = new StatementLog(file)) {
            log.add(new Ran(1, new Change.DropColumn("a", "c1"), 0, 5));
            log.add(new Ran(2, new Change.DropColumn("other", "c2"), 10, 15));
            log.add(new Ran(3, new Change.RenameTable("a", "b"), 20, 25));
            log.add(new Ran(4, new Change.DropColumn("b", "c3"), 30, 35));

            assertThat(log.of("b")).extracting(Ran::number).containsExactly(1, 3, 4);
        }
        assertThat(Files.readAllLines(file))
                .startsWith("-- 1 drop at 1970-01-01T00:00:00Z, took 5 ms", "ALTER TABLE `drift`.`a` DROP COLUMN `c1`;")
                .hasSize(8);
    }
}
