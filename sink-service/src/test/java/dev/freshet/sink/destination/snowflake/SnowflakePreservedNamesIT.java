package dev.freshet.sink.destination.snowflake;

import dev.freshet.schema.ColumnType;
import java.util.Collection;
import java.util.List;

/** The same with names as they are at the source. */
class SnowflakePreservedNamesIT extends SnowflakeContract {
    SnowflakePreservedNamesIT() {
        super(true);
    }

    // nothing but names is another

    @Override
    protected int replays() {
        return 1;
    }

    @Override
    protected Collection<ColumnType> widened() {
        return List.of(new ColumnType.Int(32), new ColumnType.Date());
    }
}
