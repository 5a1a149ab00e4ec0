package dev.freshet.sink.batch;

/** A destination table. Names are as they shall be in the destination: dialects quote them, nobody folds them. */
public record TableName(String schema, String table) {
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
