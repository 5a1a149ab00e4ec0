package dev.freshet.control.secret;

/** A reference leads nowhere on this machine. Names the reference, never a value. A person must mend it, then a retry succeeds. */
public final class UnresolvedSecretException extends RuntimeException {
    private final transient SecretReference reference;
    private final String mend;

    public UnresolvedSecretException(SecretReference reference, String problem, String mend) {
        super("The secret " + reference + " cannot be resolved: " + problem + ". " + mend);
        this.reference = reference;
        this.mend = mend;
    }

    public SecretReference reference() {
        return reference;
    }

    public String mend() {
        return mend;
    }
}
