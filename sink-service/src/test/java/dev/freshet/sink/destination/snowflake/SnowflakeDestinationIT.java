package dev.freshet.sink.destination.snowflake;

class SnowflakeDestinationIT extends SnowflakeContract {
    SnowflakeDestinationIT() {
        super(false);
    }
}
