package dev.freshet.transform.eval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Digests of texts (UTF-8) in lower-case hexadecimal. */
final class Hashing {
    private static final HexFormat HEX = HexFormat.of();

    private Hashing() {}

    /** @param operands the algorithm as Java names it, and the text */
    static Evaluator compile(List<Evaluator> operands) {
        return TextFunctions.strict(
                operands,
                values -> HEX.formatHex(digest(TextFunctions.text(values, 0))
                        .digest(TextFunctions.text(values, 1).getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm, e);
        }
    }
}
