package dev.freshet.sink.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a statement would do to one table.
 *
 * @param source      as database.table
 * @param destination as schema.table; empty when this pipeline does not take the table
 * @param rests       the table would stop until a person has decided
 * @param losesData   values that the destination has would go
 */
public record TablePlan(
        String source, String destination, List<Step> steps, boolean rests, boolean losesData, List<String> remarks) {
    /** One change in words, how it is made, and the SQL text; rows that go have none. */
    public record Step(String what, How how, List<String> sql) {
        public Step {
            sql = List.copyOf(sql);
        }
    }

    public enum How {
        IN_PLACE,
        /** May take as long as reading and writing the table; other tables go on. */
        REWRITE,
        /** A new column is filled and swapped. */
        COPY
    }

    public TablePlan {
        steps = List.copyOf(steps);
        remarks = List.copyOf(remarks);
    }

    /** The same table's plan, with what a later statement does to it. */
    TablePlan then(TablePlan later) {
        return new TablePlan(
                source,
                destination.isEmpty() ? later.destination : destination,
                Stream.concat(steps.stream(), later.steps.stream()).toList(),
                rests || later.rests,
                losesData || later.losesData,
                Stream.concat(remarks.stream(), later.remarks.stream())
                        .distinct()
                        .toList());
    }

    public boolean blocks() {
        return rests || losesData;
    }
}
