package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.local.compare.MySqlShapes;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.stack.Stack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real MySQL takes every step, and its catalogue is the model. */
class ScriptIT {
    @Test
    void mysqlTakesEveryStepOfSeveralSeeds(@TempDir Path folder) throws SQLException, InterruptedException {
        try (Stack stack = Stack.plan().mysql().start()) {
            for (long seed = 1; seed <= 2; seed++) {
                stack.mysql().execute("DROP DATABASE IF EXISTS " + Table.DATABASE);
                Commits commits = new Commits();
                Script script = new Script(new Script.Plan(10, 100, 150, 6_000, EnumSet.allOf(Kind.class), seed));
                try (StatementLog log = new StatementLog(folder.resolve("drift.sql"));
                        Hands hands = new Hands(
                                () -> stack.mysql().connect(""), Player.threads(), commits, log, Clock.systemUTC());
                        Player player = new Player(script, hands, 1_000_000)) {
                    hands.open(script.opening());
                    player.start();
                    player.join();
                    player.finish();
                    assertThat(log.all()).hasSize(150);
                }
                try (Connection connection = stack.mysql().connect("")) {
                    assertCatalogueIs(connection, script.schema(), commits);
                }
            }
        }
    }

    private static void assertCatalogueIs(Connection connection, Schema model, Commits commits) throws SQLException {
        assertThat(MySqlShapes.of(connection, Table.DATABASE))
                .extracting(Shape::table)
                .containsExactlyElementsOf(model.tables().keySet());
        for (Shape shape : MySqlShapes.of(connection, Table.DATABASE)) {
            Table table = model.table(shape.table());
            assertThat(shape.columns())
                    .extracting(Shape.Column::name)
                    .containsExactlyElementsOf(
                            table.columns().stream().map(Column::name).toList());
            assertThat(shape.key()).isEqualTo(table.key());
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table.quotedName())) {
                count.next();
                assertThat(count.getInt(1))
                        .isEqualTo(commits.figures(table.name()).sourceRows());
            }
        }
    }
}
