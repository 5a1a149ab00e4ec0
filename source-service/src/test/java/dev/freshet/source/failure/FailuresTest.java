package dev.freshet.source.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.avro.EncodingException;
import dev.freshet.event.TableId;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.source.capture.UnfollowedStatementException;
import dev.freshet.source.failure.Failure.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    @ParameterizedTest
    @MethodSource
    void isOfKind(Throwable thrown, Kind kind, String cause) {
        Failure failure = Failures.of(new RuntimeException("around", new RuntimeException("further", thrown)));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.cause()).contains(cause);
        assertThat(failure.mend()).isNotBlank();
    }

    static Stream<Arguments> isOfKind() {
        return Stream.of(
                Arguments.of(new ProducerFencedException("x"), Kind.FENCED, "another replica"),
                Arguments.of(
                        new KafkaException(new InvalidProducerEpochException("x")), Kind.FENCED, "another replica"),
                Arguments.of(new TopicAuthorizationException("t"), Kind.FATAL, "Kafka refuses"),
                Arguments.of(new TimeoutException("no broker"), Kind.RETRYABLE, "no broker"),
                Arguments.of(
                        new RegistryUnavailableException("registry away", new IOException()),
                        Kind.RETRYABLE,
                        "registry away"),
                Arguments.of(new EncodingException("a.b: misfit", new RuntimeException()), Kind.FATAL, "a.b"),
                Arguments.of(
                        new UnfollowedStatementException(new TableId("Shop", "t")), Kind.FATAL, "another database"),
                Arguments.of(new SQLException("Access denied for user 'u'", "28000", 1045), Kind.FATAL, "login"),
                Arguments.of(new SQLException("Access denied; you need RELOAD", "42000", 1227), Kind.FATAL, "RELOAD"),
                Arguments.of(new SQLException("Communications link failure", "08S01", 0), Kind.RETRYABLE, "reached"),
                Arguments.of(
                        new SQLException("Could not find first log file name", "HY000", 1236),
                        Kind.FATAL,
                        "binary log"),
                Arguments.of(new ConnectException("Connection refused"), Kind.RETRYABLE, "reached"),
                Arguments.of(new EOFException("end of stream"), Kind.RETRYABLE, "end of stream"),
                Arguments.of(
                        new RuntimeException("starting at X, but this is no longer available on the server. Y"),
                        Kind.FATAL,
                        "gone"),
                Arguments.of(new RuntimeException("not configured to use a ROW binlog_format"), Kind.FATAL, "ROW"),
                Arguments.of(new RuntimeException("The db history topic is missing."), Kind.FATAL, "history"),
                Arguments.of(new IllegalStateException("who knows"), Kind.RETRYABLE, "who knows"));
    }
}
