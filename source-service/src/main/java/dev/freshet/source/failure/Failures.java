package dev.freshet.source.failure;

import static dev.freshet.source.failure.Failure.fatal;
import static dev.freshet.source.failure.Failure.retryable;

import dev.freshet.avro.EncodingException;
import dev.freshet.control.secret.UnresolvedSecretException;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.source.capture.UnfollowedStatementException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** From what was thrown to what is to be done. Looks through all causes; what nobody knows is worth another try. */
public final class Failures {
    private Failures() {}

    public static Failure of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        return chain.stream()
                .map(Failures::known)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> retryable(text(chain.getLast()), "none needed if it passes; otherwise see the log"));
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static Optional<Failure> known(Throwable thrown) {
        return switch (thrown) {
            case ProducerFencedException e -> Optional.of(fenced());
            case InvalidProducerEpochException e -> Optional.of(fenced());
            case AuthorizationException e ->
                Optional.of(fatal("Kafka refuses: " + text(e), "grant this service the topic and transactional id"));
            case RegistryUnavailableException e ->
                Optional.of(retryable(text(e), "start the schema registry or correct FRESHET_REGISTRY_URL"));
            case RegistryException e ->
                Optional.of(fatal(text(e), "correct the subject's compatibility rule in the schema registry"));
            case EncodingException e ->
                Optional.of(fatal(text(e), "report this table's definition: the value does not fit its schema"));
            case UnfollowedStatementException e -> Optional.of(fatal(text(e), e.mend()));
            case UnresolvedSecretException e -> Optional.of(fatal(text(e), e.mend()));
            case SQLException e -> MySqlFailures.of(e.getErrorCode(), text(e));
            default -> MySqlFailures.of(text(thrown));
        };
    }

    private static Failure fenced() {
        return Failure.fenced("another replica took this source over (its transactional id was used again)");
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message.strip();
    }
}
