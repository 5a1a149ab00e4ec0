package dev.freshet.local.compare;

import java.util.List;

/**
 * What the comparison of one table found.
 *
 * @param missing rows that the destination lacks
 * @param extra rows that only the destination has
 * @param changed rows of the same key with different cells
 * @param examples a few of the differences, by key
 */
public record Verdict(
        Shape shape,
        long sourceRows,
        long destinationRows,
        String sourceChecksum,
        String destinationChecksum,
        long missing,
        long extra,
        long changed,
        List<String> examples) {

    public boolean equal() {
        return missing == 0 && extra == 0 && changed == 0 && sourceChecksum.equals(destinationChecksum);
    }

    public String line() {
        if (equal()) {
            return "%-14s %,10d rows   equal      %s".formatted(shape.table(), sourceRows, sourceChecksum);
        }
        return "%-14s %,10d rows   DIFFERENT  %,d at the destination: %,d missing, %,d extra, %,d changed%s"
                .formatted(
                        shape.table(),
                        sourceRows,
                        destinationRows,
                        missing,
                        extra,
                        changed,
                        examples.isEmpty() ? "" : "\n    " + String.join("\n    ", examples));
    }
}
