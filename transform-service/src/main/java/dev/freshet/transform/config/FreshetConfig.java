package dev.freshet.transform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The service's own settings. */
@ConfigMapping(prefix = "freshet")
public interface FreshetConfig {
    Registry registry();

    Replica replica();

    Test test();

    Flink flink();

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

    /** A session cluster for transforms that need state. Without gateway and rest there is none. */
    interface Flink {
        /** Its SQL gateway's REST API, e.g. {@code http://127.0.0.1:8083}. */
        Optional<URI> gateway();

        /** Its JobManager's REST API, e.g. {@code http://127.0.0.1:8081}. */
        Optional<URI> rest();

        /** Kafka as the cluster reaches it; as this service does by default. */
        Optional<String> kafka();

        /** The registry's ccompat root as the cluster reaches it; as this service does by default. */
        Optional<String> registry();

        /** Folder of checkpoints and savepoints, a URI as the cluster sees it, e.g. {@code file:///var/flink}; as the cluster has it by default. */
        Optional<String> checkpoints();

        /** Between checkpoints: results are seen after them. */
        @WithDefault("500ms")
        Duration interval();
    }
}
