package dev.freshet.source.body;

/** A request that is refused as a whole because of one place in it. */
public final class MalformedEventException extends RuntimeException {
    private final String place;
    private final String problem;
    private final String mend;

    /** @param place in the request: {@code [3].price}, {@code line 4: price}; empty: the whole of it */
    public MalformedEventException(String place, String problem, String mend) {
        super((place.isEmpty() ? "" : place + ": ") + problem + ". " + mend);
        this.place = place;
        this.problem = problem;
        this.mend = mend;
    }

    public String place() {
        return place;
    }

    public String problem() {
        return problem;
    }

    public String mend() {
        return mend;
    }
}
