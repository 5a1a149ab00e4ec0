package dev.freshet.sink.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text kept beside the tests; {@code -Dgolden=update} writes it anew, to be read in the diff. */
public final class Golden {
    private Golden() {}

    public static void assertEquals(String file, String actual) throws IOException {
        Path path = Path.of("src/test/resources/golden", file);
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, actual);
        }
        assertThat(actual)
                .as(path + " (after a wanted change run the tests with -Dgolden=update)")
                .isEqualTo(Files.exists(path) ? Files.readString(path) : "missing");
    }
}
