package dev.freshet.source.access;

import dev.freshet.control.secret.UnresolvedSecretException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one source. Their values are looked up again every ten seconds, so that a rotated file is found. Safe for use by several
 * threads.
 */
public final class WriteKeys {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final List<String> references;
    private final UnaryOperator<String> secrets;
    private final Clock clock;
    private volatile Known known;

    /** Digests, so that all are of one length whatever the keys' is. */
    private record Known(List<byte[]> digests, @Nullable UnresolvedSecretException unresolved, Instant until) {}

    /** @param secrets resolves references such as {@code ${env:NAME}}; throws {@link UnresolvedSecretException} */
    public WriteKeys(List<String> references, UnaryOperator<String> secrets, Clock clock) {
        this.references = List.copyOf(references);
        this.secrets = secrets;
        this.clock = clock;
        this.known = new Known(List.of(), null, Instant.MIN);
    }

    /** Whether this is one of the keys. Takes the same time whichever it is, and however much of it is right. */
    public boolean accept(@Nullable String shown) {
        byte[] digest = digest(shown == null ? "" : shown);
        boolean right = false;
        for (byte[] each : known().digests()) {
            right |= MessageDigest.isEqual(each, digest);
        }
        return right && shown != null && !shown.isEmpty();
    }

    /** The first key that leads nowhere on this machine. Those that are found are good nevertheless. */
    public Optional<UnresolvedSecretException> unresolved() {
        return Optional.ofNullable(known().unresolved());
    }

    private Known known() {
        Known now = known;
        if (clock.instant().isBefore(now.until())) {
            return now;
        }
        Known looked = look();
        known = looked;
        return looked;
    }

    private Known look() {
        List<byte[]> digests = new ArrayList<>();
        UnresolvedSecretException unresolved = null;
        for (String reference : references) {
            try {
                digests.add(digest(secrets.apply(reference)));
            } catch (UnresolvedSecretException e) {
                unresolved = unresolved == null ? e : unresolved;
            }
        }
        return new Known(digests, unresolved, clock.instant().plus(FRESH));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
