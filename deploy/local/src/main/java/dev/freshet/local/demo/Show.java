package dev.freshet.local.demo;

import java.sql.SQLException;

/** Something that starts servers, runs a workload and comes to a verdict. */
public interface Show {
    /** Returns whether the verdict is good. */
    boolean run() throws SQLException, InterruptedException;

    /** Whether the workload has begun, so that an interruption means "stop and compare". */
    boolean watching();
}
