package dev.freshet.transform.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    @TempDir
    Path folder;

    private void checkpoint(String path, long millis) throws IOException {
        Path metadata = folder.resolve(path).resolve("_metadata");
        Files.createDirectories(metadata.getParent());
        Files.writeString(metadata, "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(millis));
    }

    @Test
    void theNewestCompleteOneOfAnyJobOfTheVersionIsFound() throws IOException {
        String uri = folder.toUri().toString();
        assertThat(CheckpointFolder.newest(uri)).isEmpty();
        Files.createDirectories(folder.resolve("job1/chk-9"));
        assertThat(CheckpointFolder.newest(uri)).isEmpty();
        checkpoint("job1/chk-7", 1_000);
        checkpoint("job2/chk-8", 3_000);
        checkpoint("savepoint-1", 2_000);
        assertThat(CheckpointFolder.newest(uri))
                .hasValueSatisfying(path -> assertThat(path).startsWith("file:").contains("job2/chk-8"));
    }

    @Test
    void aFolderThatWasNeverMadeHasNone() {
        assertThat(CheckpointFolder.newest(folder.toUri() + "nowhere")).isEmpty();
        assertThat(CheckpointFolder.readable("s3://bucket/x")).isFalse();
        assertThat(CheckpointFolder.readable("")).isFalse();
    }
}
