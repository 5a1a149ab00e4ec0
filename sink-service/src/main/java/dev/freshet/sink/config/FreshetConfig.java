package dev.freshet.sink.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The sink's own settings. */
@ConfigMapping(prefix = "freshet")
public interface FreshetConfig {
    Registry registry();

    Replica replica();

    Buffer buffer();

    Query query();

    interface Registry {
        /** The ccompat root, e.g. {@code http://127.0.0.1:8080/apis/ccompat/v7}. */
        URI url();
    }

    interface Replica {
        /** What this replica calls itself in status records; host and process id by default. */
        Optional<String> name();
    }

    interface Buffer {
        /** Memory for records that wait to be written, all pipelines of this process together. */
        @WithDefault("32M")
        MemorySize size();
    }

    interface Query {
        /** Rows that a query answers at most. */
        @WithDefault("10000")
        int rows();

        @WithDefault("30s")
        Duration timeout();
    }
}
