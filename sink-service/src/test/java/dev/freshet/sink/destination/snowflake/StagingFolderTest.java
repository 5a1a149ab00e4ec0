package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFolderTest {
    @TempDir
    private Path parent;

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.toList();
        }
    }

    @Test
    void nothingIsMadeBeforeTheFirstFileAndNothingIsLeft() throws IOException {
        try (StagingFolder folder = new StagingFolder(parent)) {
            assertThat(folders()).isEmpty();
            Path file = folder.file();
            assertThat(folder.file()).isNotEqualTo(file).hasParent(file.getParent());
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void whatAnOwnerThatWasKilledHasLeftIsRemovedAndTheLivingKeepTheirs() throws IOException {
        Path left = Files.createDirectory(parent.resolve("freshet-staging-1"));
        Files.writeString(left.resolve("owner.lock"), "");
        Files.writeString(left.resolve("0.csv.gz"), "half of a file");
        Path foreign = Files.createDirectory(parent.resolve("freshet-staging-of-somebody"));
        try (StagingFolder living = new StagingFolder(parent);
                StagingFolder next = new StagingFolder(parent)) {
            Path file = living.file();
            assertThat(left).doesNotExist();
            next.file();
            assertThat(file).exists();
            assertThat(foreign).as("no lock: not known whose").exists();
        }
    }
}
