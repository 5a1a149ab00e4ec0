package dev.freshet.transform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The service's own settings. */
@ConfigMapping(prefix = "freshet")
public interface FreshetConfig {
    Registry registry();

    Replica replica();

    Test test();

    interface Registry {
        /** The ccompat root, e.g. {@code http://127.0.0.1:8080/apis/ccompat/v7}. */
        URI url();
    }

    interface Replica {
        /** What this replica calls itself in status records; host and process id by default. */
        Optional<String> name();
    }

    interface Test {
        /** Records that a test of a transform reads or takes at most. */
        @WithDefault("1000")
        int records();
    }
}
