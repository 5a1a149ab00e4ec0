package dev.freshet.sink.destination;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered.
 *
 * @param rows      values ready for JSON: null, Boolean, integers and decimals exact (Long, BigInteger, BigDecimal), Double, and String
 *     for all else: dates and times in ISO 8601, bytes in Base64, NaN and infinities by name
 * @param truncated there were more rows
 */
public record QueryResult(List<Column> columns, List<List<@Nullable Object>> rows, boolean truncated) {
    /** Name and the destination's own word for the type. */
    public record Column(String name, String type) {}
}
