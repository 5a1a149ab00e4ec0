package dev.freshet.local.drift;

import dev.freshet.local.compare.Comparison;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.JdbcSide;
import dev.freshet.local.compare.MySqlShapes;
import dev.freshet.local.compare.Patience;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.compare.Verdict;
import dev.freshet.local.demo.Warehouse;
import dev.freshet.local.stack.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the source with each destination after the workload: first which tables and columns there are, then every row. */
record Levelling(MySqlServer mysql, List<Warehouse> warehouses) {
    /** @param differences of structure and rows; empty when every destination followed */
    record Outcome(List<Verdict> verdicts, List<Difference> differences) implements Patience.Outcome {
        @Override
        public boolean level() {
            return differences.isEmpty();
        }

        @Override
        public String fingerprint() {
            return verdicts.stream().map(Verdict::destinationChecksum).toList() + differences.toString();
        }
    }

    Outcome await() throws SQLException, InterruptedException {
        List<Shape> shapes;
        try (Connection connection = mysql.connect("")) {
            shapes = MySqlShapes.of(connection, Table.DATABASE);
        }
        return Patience.USUAL.untilLevel(() -> compare(shapes));
    }

    private Outcome compare(List<Shape> shapes) {
        List<Difference> differences = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (Warehouse warehouse : warehouses) {
            Outcome one = compare(shapes, warehouse);
            verdicts.addAll(one.verdicts());
            one.differences().forEach(difference -> differences.add(at(warehouse, difference)));
        }
        return new Outcome(verdicts, differences);
    }

    private static Difference at(Warehouse warehouse, Difference difference) {
        return new Difference(difference.table(), "in " + warehouse.name() + " " + difference.what());
    }

    private Outcome compare(List<Shape> shapes, Warehouse warehouse) {
        List<Difference> differences = new ArrayList<>(structure(shapes, warehouse));
        List<Verdict> verdicts = new ArrayList<>();
        Side source = new JdbcSide(Dialect.MYSQL, () -> mysql.connect(""));
        for (Shape shape : shapes) {
            // a table that is not alike cannot be read alike
            if (differences.stream().noneMatch(one -> one.table().equals(shape.table()))) {
                rows(shape, source, warehouse.side(), verdicts, differences);
            }
        }
        return new Outcome(verdicts, differences);
    }

    private static List<Difference> structure(List<Shape> shapes, Warehouse warehouse) {
        try {
            Structure destination = Structure.ofRows(warehouse.texts(Structure.COLUMNS));
            return Structure.of(shapes).differencesOf(destination);
        } catch (RuntimeException away) {
            return shapes.stream()
                    .map(shape -> new Difference(shape.table(), "cannot be looked at: " + away.getMessage()))
                    .toList();
        }
    }

    private static void rows(
            Shape shape, Side source, Side destination, List<Verdict> verdicts, List<Difference> differences) {
        try {
            Verdict verdict = Comparison.compare(shape, source, destination);
            verdicts.add(verdict);
            if (!verdict.equal()) {
                differences.add(new Difference(shape.table(), "has other rows: " + verdict.line()));
            }
        } catch (RuntimeException unreadable) {
            differences.add(new Difference(shape.table(), "cannot be compared: " + unreadable.getMessage()));
        }
    }
}
