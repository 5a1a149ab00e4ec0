package dev.freshet.transform.run;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;

/** A transform that runs here, at one generation of its resource. */
interface Run {
    Resource<TransformSpec> transform();

    void start();

    /** Ends in good order; returns when it has. */
    void stop();

    /** Whether all its threads live; they end only when told to. */
    boolean alive();

    String state();

    /** Tells how it is. */
    void report();
}
