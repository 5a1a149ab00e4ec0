package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.local.demo.Options.Destination;
import dev.freshet.local.display.Screen;
import dev.freshet.local.drift.Drift;
import dev.freshet.local.drift.DriftOptions;
import dev.freshet.local.drift.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the source's tables, destinations follow and nothing stops. The long form is {@code ./freshet drift}. */
class DriftIT {
    @TempDir
    private Path folder;

    @Test
    void everyKindOfStatementIsFollowedUnderLoadByEveryDestination() throws Exception {
        DriftOptions options = new DriftOptions(
                EnumSet.allOf(Destination.class),
                Duration.ofSeconds(20),
                300,
                24,
                6,
                200,
                EnumSet.allOf(Kind.class),
                folder,
                7);
        boolean followed = new Drift(options, Screen.standard(), new CountDownLatch(1)).run();
        assertThat(followed).as("the verdict above").isTrue();
    }
}
