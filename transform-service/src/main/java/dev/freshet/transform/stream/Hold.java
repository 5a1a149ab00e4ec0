package dev.freshet.transform.stream;

/** A record that a person must decide about: its partition rests in front of it. */
final class Hold extends RuntimeException {
    private final String mend;

    Hold(String cause, String mend) {
        super(cause, null, false, false);
        this.mend = mend;
    }

    String mend() {
        return mend;
    }
}
