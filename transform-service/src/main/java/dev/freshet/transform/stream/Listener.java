package dev.freshet.transform.stream;

import java.util.Map;

/** What a worker tells; called on its thread. */
public interface Listener {
    /** The group works; empty while the topic is not there or others have all partitions. */
    void reading(Map<Integer, Long> lagByPartition);

    /** Kafka or the registry cannot be reached: tried again by itself. */
    void failing(String cause, String mend);

    /** A partition rests where it is until a person changes something. */
    void held(int partition, String cause, String mend);

    /** A batch is committed. */
    void committed(Batch batch);

    /** Records are gone that were not read. */
    void gap(int partition, long wanted, long oldest);

    /** Something about the input's definition that people should know. */
    void remark(String message);

    /**
     * @param oldestCommit of the batch's rows at the source, microseconds; 0: unknown
     * @param newestCommit likewise
     */
    record Batch(long in, long out, long rejected, long oldestCommit, long newestCommit) {}
}
