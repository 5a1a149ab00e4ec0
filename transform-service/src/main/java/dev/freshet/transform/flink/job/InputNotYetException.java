package dev.freshet.transform.flink.job;

/** Nothing was written to an input yet, so that its columns are not known. */
public final class InputNotYetException extends RuntimeException {
    InputNotYetException(String topic) {
        super("nothing was written to " + topic + " yet, so its columns are not known");
    }
}
