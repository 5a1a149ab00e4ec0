package dev.freshet.sink.destination.snowflake;

/** The same with names as they are at the source. */
class SnowflakePreservedNamesIT extends SnowflakeContract {
    SnowflakePreservedNamesIT() {
        super(true);
    }

    /** Nothing but names is another. */
    @Override
    protected int replays() {
        return 1;
    }
}
