package dev.freshet.source.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** All that this service is configured by, validated at start. */
@ConfigMapping(prefix = "freshet")
public interface FreshetConfig {
    Kafka kafka();

    Registry registry();

    Replica replica();

    Topics topics();

    Capture capture();

    Events events();

    Retry retry();

    interface Kafka {
        String bootstrapServers();
    }

    interface Registry {
        /** The ccompat root, e.g. {@code http://127.0.0.1:8080/apis/ccompat/v7}. */
        URI url();
    }

    interface Replica {
        /** What this replica calls itself in status records; host and process id by default. */
        Optional<String> name();
    }

    /** How topics of change events are created. */
    interface Topics {
        @WithDefault("3")
        int partitions();

        /** -1: the broker's default. */
        @WithDefault("-1")
        short replication();

        @WithDefault("7d")
        Duration retention();
    }

    interface Capture {
        /** Debezium waits this long for more records before it hands over a batch. */
        @WithDefault("5ms")
        Duration pollInterval();

        /** Most records of one Kafka transaction. */
        @WithDefault("768")
        int batchRecords();

        /** Records that wait in memory: more would only be copied about by the collector. */
        @WithDefault("1024")
        int queueRecords();

        /** Bytes that wait in memory: what bounds a source with large rows. */
        @WithDefault("16777216")
        long queueBytes();

        /** How often an idle source says that it is alive and moves its offset. */
        @WithDefault("5s")
        Duration heartbeat();

        /** A dead replica's open transaction ends by itself after this long. */
        @WithDefault("20s")
        Duration transactionTimeout();
    }

    /** Intake of events over HTTP. */
    interface Events {
        /** Bytes of events that wait for Kafka, and of bodies that are read, each; more is answered with 429. */
        @WithDefault("8388608")
        long inFlightBytes();

        /** Events of one Kafka transaction, about. */
        @WithDefault("5000")
        int batchEvents();

        /** Ids that are remembered in one window, of all streams together: 64 bytes each. */
        @WithDefault("250000")
        int rememberedIds();

        /** A dead replica's open transaction hides what others write after it for this long, unless it comes back. */
        @WithDefault("10s")
        Duration transactionTimeout();
    }

    /** Waiting before the next try: doubling from first to longest, with jitter. */
    interface Retry {
        @WithDefault("1s")
        Duration first();

        @WithDefault("30s")
        Duration longest();

        /** After a failure that only a person can mend. */
        @WithDefault("60s")
        Duration failed();
    }
}
