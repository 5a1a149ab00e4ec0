package dev.freshet.source.publish;

import dev.freshet.control.messaging.ForgottenTransactions.Held;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * Commits again where Kafka forgot a commit, see {@link dev.freshet.control.messaging.ForgottenTransactions}: the next commit of the
 * same producer that touches a partition ends whatever it left open there. Readers pass over the record that touches it: it has
 * neither key nor value. For the producer's thread, between its transactions.
 */
final class CommitReminder {
    private static final Logger LOG = Logger.getLogger(CommitReminder.class);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final String transactionalId;
    private final Duration between;
    private long looked = System.nanoTime();
    private Set<Held> before = Set.of();

    /** @param between two looks: longer than it takes Kafka to end a transaction */
    CommitReminder(Producer<byte[], byte[]> producer, Topics topics, String transactionalId, Duration between) {
        this.producer = producer;
        this.topics = topics;
        this.transactionalId = transactionalId;
        this.between = between;
    }

    /**
     * Looks, when it is time, and commits what was held open at the last look too.
     *
     * @param prefix of the topics that the producer writes
     * @throws KafkaException when the commit failed; a look that fails is left out
     */
    void look(String prefix) {
        if (System.nanoTime() - looked < between.toNanos()) {
            return;
        }
        looked = System.nanoTime();
        Set<Held> held = new HashSet<>();
        try {
            held.addAll(topics.held(transactionalId, topics.partitionsOf(prefix)));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.debugf("Partitions that %s holds open could not be looked for: %s", transactionalId, e.toString());
        }
        Set<Held> forgotten = new HashSet<>(held);
        forgotten.retainAll(before);
        before = held;
        commit(forgotten.stream().map(Held::partition).toList());
    }

    /**
     * What any topic holds open of this producer, right after its {@code initTransactions}, if this partition, which every transaction
     * writes to, is among it. Left out where Kafka lets nobody look.
     */
    void commitAll(TopicPartition always) {
        List<Held> held = List.of();
        try {
            if (!topics.held(transactionalId, List.of(always)).isEmpty()) {
                held = topics.held(transactionalId, topics.partitionsOf(""));
            }
        } catch (AuthorizationException e) {
            LOG.debugf("Partitions that %s holds open may not be looked for: %s", transactionalId, e.toString());
        }
        commit(held.stream().map(Held::partition).toList());
    }

    private void commit(List<TopicPartition> forgotten) {
        List<TopicPartition> able = forgotten.stream()
                .filter(partition -> !topics.compacted(partition.topic()))
                .toList();
        if (able.isEmpty()) {
            return;
        }
        LOG.warnf(
                "Kafka has forgotten a committed transaction of %s, which holds up the readers of %s; it is committed again.",
                transactionalId, able);
        producer.beginTransaction();
        able.forEach(
                partition -> producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, null)));
        producer.commitTransaction();
    }
}
