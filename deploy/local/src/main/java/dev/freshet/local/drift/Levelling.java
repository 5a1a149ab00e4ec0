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

/** Compares both sides after the workload: first which tables and columns there are, then every row. */
record Levelling(MySqlServer mysql, Warehouse warehouse) {
    /** @param differences of structure and rows; empty when the destination followed */
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
        List<Difference> differences = new ArrayList<>(structure(shapes));
        List<Verdict> verdicts = new ArrayList<>();
        Side source = new JdbcSide(Dialect.MYSQL, () -> mysql.connect(""));
        for (Shape shape : shapes) {
            // a table that is not alike cannot be read alike
            if (differences.stream().noneMatch(one -> one.table().equals(shape.table()))) {
                rows(shape, source, verdicts, differences);
            }
        }
        return new Outcome(verdicts, differences);
    }

    private List<Difference> structure(List<Shape> shapes) {
        try {
            Structure destination = Structure.ofRows(warehouse.texts(Structure.COLUMNS));
            return Structure.of(shapes).differencesOf(destination);
        } catch (RuntimeException away) {
            return shapes.stream()
                    .map(shape -> new Difference(shape.table(), "cannot be looked at: " + away.getMessage()))
                    .toList();
        }
    }

    private void rows(Shape shape, Side source, List<Verdict> verdicts, List<Difference> differences) {
        try {
            Verdict verdict = Comparison.compare(shape, source, warehouse.side());
            verdicts.add(verdict);
            if (!verdict.equal()) {
                differences.add(new Difference(shape.table(), "has other rows: " + verdict.line()));
            }
        } catch (RuntimeException unreadable) {
            differences.add(new Difference(shape.table(), "cannot be compared: " + unreadable.getMessage()));
        }
    }
}
