package dev.freshet.sink.apply;

import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.deadletter.DeadLetter;
import java.util.List;

/** What the records of one run are read as. */
interface Rows {
    List<SinkRow> rows();

    List<DeadLetter> rejected();

    /** Truncates that came as records. */
    int truncates();
}
