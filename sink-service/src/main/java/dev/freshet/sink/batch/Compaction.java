package dev.freshet.sink.batch;

import dev.freshet.event.EventStamp;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One change per key: the one with the greatest source position. Works on the framed key bytes as they are in Kafka, before
 * anything is decoded; within a run of one key schema equal keys have equal bytes.
 */
public final class Compaction {
    static final Comparator<Arrival> BY_POSITION = Comparator.comparing(
            arrival -> Objects.requireNonNull(arrival.stamp(), "only stamped records are compacted")
                    .position());

    private Compaction() {}

    /**
     * The versions of each key, in order of each key's first arrival. Tombstones are skipped.
     *
     * @param arrivals each with a key and a stamp, or a tombstone
     */
    public static Collection<KeyVersions> perKey(List<Arrival> arrivals) {
        Map<KeyBytes, KeyVersions> versions = LinkedHashMap.newLinkedHashMap(arrivals.size());
        for (Arrival arrival : arrivals) {
            byte[] key = arrival.key();
            EventStamp stamp = arrival.stamp();
            if (arrival.tombstone() || key == null || stamp == null) {
                continue;
            }
            KeyBytes bytes = new KeyBytes(key, Arrays.hashCode(key));
            KeyVersions known = versions.get(bytes);
            if (known == null) {
                versions.put(bytes, new KeyVersions(arrival));
            } else {
                known.add(arrival);
            }
        }
        return versions.values();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record KeyBytes(byte[] bytes, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof KeyBytes that && hash == that.hash && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
