package dev.freshet.evolution;

/** The policy says {@code exception}: this change waits for a person. */
public class UnwantedChangeException extends RuntimeException {
    private final transient TableChange change;

    public UnwantedChangeException(TableChange change) {
        super("the source's definition changed, and the policy is to wait for a person: " + Wording.of(change));
        this.change = change;
    }

    public TableChange change() {
        return change;
    }
}
