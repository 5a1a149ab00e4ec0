package dev.freshet.control.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * Transactions that are over for Kafka's coordinator while partitions still hold them open. A broker that is killed while a transaction
 * ends can come back and count it as ended without a word to its partitions (seen with Kafka 4.3.1 on one node, started again within
 * its session timeout). Readers of committed records wait at such a place for ever.
 */
public final class ForgottenTransactions {
    private static final Logger LOG = Logger.getLogger(ForgottenTransactions.class);

    /** What a partition holds open, since this offset. */
    public record Held(TopicPartition partition, long producer, int epoch, int coordinatorEpoch, long start) {
        private AbortTransactionSpec toAbort() {
            return new AbortTransactionSpec(partition, producer, (short) epoch, coordinatorEpoch);
        }
    }

    private final Admin admin;

    public ForgottenTransactions(Admin admin) {
        this.admin = admin;
    }

    /**
     * What these partitions hold open of a producer. Forgotten is all of it when the producer's {@code initTransactions} has just
     * returned, and what was seen before its last transaction began.
     */
    public List<Held> held(String transactionalId, Collection<TopicPartition> partitions) {
        Optional<Long> producer = producer(transactionalId);
        if (producer.isEmpty() || partitions.isEmpty()) {
            return List.of();
        }
        List<Held> held = new ArrayList<>();
        Map<TopicPartition, PartitionProducerState> states =
                await(admin.describeProducers(partitions).all());
        states.forEach((partition, state) -> state.activeProducers().stream()
                .filter(one -> one.producerId() == producer.get())
                .filter(one -> one.currentTransactionStartOffset().isPresent())
                .forEach(one -> held.add(held(partition, one))));
        return held;
    }

    private static Held held(TopicPartition partition, ProducerState state) {
        return new Held(
                partition,
                state.producerId(),
                state.producerEpoch(),
                state.coordinatorEpoch().orElse(0),
                state.currentTransactionStartOffset().orElse(0));
    }

    /**
     * Aborts a forgotten transaction of a producer whose {@code initTransactions} has just returned, if it holds the partition where the
     * producer keeps its position: what it wrote is then done again from the position before. That partition comes last, so that an abort
     * that is broken off is taken up again.
     *
     * @param others where else the producer may have written
     */
    public void abort(String transactionalId, TopicPartition position, Supplier<Collection<TopicPartition>> others) {
        List<Held> last = held(transactionalId, Set.of(position));
        if (last.isEmpty()) {
            return;
        }
        List<Held> all = new ArrayList<>(held(
                transactionalId,
                others.get().stream().filter(other -> !other.equals(position)).collect(Collectors.toSet())));
        all.addAll(last);
        LOG.warnf(
                "Kafka has forgotten a transaction of %s, which holds up the readers of %s; it is aborted, and what it wrote is written anew.",
                transactionalId, all.stream().map(Held::partition).toList());
        all.forEach(this::abort);
    }

    private void abort(Held held) {
        try {
            await(admin.abortTransaction(held.toAbort()).all());
        } catch (ClusterAuthorizationException e) {
            throw new KafkaException(
                    "Kafka has forgotten a transaction, which holds up the readers of %1$s, and Freshet may not end it: allow it ALTER on the cluster, or call kafka-transactions.sh abort --topic %2$s --partition %3$d --start-offset %4$d"
                            .formatted(
                                    held.partition(),
                                    held.partition().topic(),
                                    held.partition().partition(),
                                    held.start()),
                    e);
        }
    }

    /** All partitions of these topics, as far as they are there. */
    public List<TopicPartition> partitions(Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        admin.describeTopics(topics).topicNameValues().forEach((name, description) -> {
            try {
                await(description)
                        .partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition())));
            } catch (UnknownTopicOrPartitionException gone) {
                LOG.debugf("There is no topic %s.", name);
            }
        });
        return partitions;
    }

    private Optional<Long> producer(String transactionalId) {
        try {
            return Optional.of(
                    await(admin.describeTransactions(List.of(transactionalId)).description(transactionalId))
                            .producerId());
        } catch (TransactionalIdNotFoundException e) {
            return Optional.empty();
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("Kafka's administration failed", e.getCause());
        }
    }
}
