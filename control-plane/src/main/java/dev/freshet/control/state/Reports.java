package dev.freshet.control.state;

/** Where running parts say how they are. Never blocks on Kafka and never throws: what cannot be sent now is sent later or dropped with a log line. */
public interface Reports {
    void status(Status status);

    void activity(Activity activity);
}
