package dev.freshet.transform.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen of a query for Flink before Flink plans it.
 *
 * @param names    that it spells out anywhere, without what they are qualified with: columns among them
 * @param star     whether some SELECT takes all columns that there are
 * @param key      names of output columns that tell its rows apart as its GROUP BY or DISTINCT says it; empty: it does not say
 * @param distinct whether all columns together tell its rows apart
 */
public record FlinkQuery(Set<String> names, boolean star, Optional<List<String>> key, boolean distinct) {
    public FlinkQuery {
        names = Set.copyOf(names);
    }

    /** @throws SqlException when it is no query */
    static FlinkQuery of(SqlNode statement) {
        if (!(statement instanceof SqlCall) || !statement.isA(SqlKind.QUERY) || statement.getKind() == SqlKind.VALUES) {
            throw SqlException.at(
                    statement,
                    "this is " + statement.getKind() + ", not a SELECT",
                    "Write one SELECT; where its rows go is said by the transform's output.");
        }
        Finder finder = new Finder();
        statement.accept(finder);
        SqlNode body = body(statement);
        Optional<List<String>> key = body instanceof SqlSelect select ? grouped(select) : Optional.empty();
        boolean distinct = body instanceof SqlSelect select && select.isDistinct();
        return new FlinkQuery(finder.names, finder.star, key, distinct);
    }

    private static SqlNode body(SqlNode statement) {
        return switch (statement) {
            case SqlOrderBy ordered -> body(ordered.query);
            case SqlWith with -> body(with.body);
            default -> statement;
        };
    }

    /** The output's names of what is grouped by, when all of it is selected as it is. */
    private static Optional<List<String>> grouped(SqlSelect select) {
        if (select.getGroup() == null || select.getGroup().isEmpty()) {
            return Optional.empty();
        }
        List<String> key = new ArrayList<>();
        for (SqlNode group : select.getGroup()) {
            if (group.getKind() == SqlKind.GROUPING_SETS
                    || group.getKind() == SqlKind.CUBE
                    || group.getKind() == SqlKind.ROLLUP) {
                return Optional.empty();
            }
            Optional<String> name = select.getSelectList().stream()
                    .filter(item -> bare(item).equalsDeep(group, Litmus.IGNORE)
                            || item.getKind() == SqlKind.AS && name(item).equals(group.toString()))
                    .map(FlinkQuery::name)
                    .filter(each -> !each.isEmpty())
                    .findFirst();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            key.add(name.get());
        }
        return Optional.of(List.copyOf(key));
    }

    private static SqlNode bare(SqlNode item) {
        return item.getKind() == SqlKind.AS ? ((SqlBasicCall) item).operand(0) : item;
    }

    /** What the output calls it; empty: Flink chooses. */
    private static String name(SqlNode item) {
        if (item.getKind() == SqlKind.AS) {
            return ((SqlIdentifier) ((SqlBasicCall) item).operand(1)).getSimple();
        }
        return item instanceof SqlIdentifier identifier ? identifier.names.get(identifier.names.size() - 1) : "";
    }

    private static final class Finder extends SqlBasicVisitor<@Nullable Void> {
        private final Set<String> names = new HashSet<>();
        private boolean star;

        @Override
        public @Nullable Void visit(SqlIdentifier identifier) {
            String last = identifier.names.get(identifier.names.size() - 1);
            if (!last.isEmpty()) {
                names.add(last);
            }
            return null;
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlSelect select) {
                // COUNT(*) has a star too, but takes no column
                star |= select.getSelectList().stream()
                        .anyMatch(item -> item instanceof SqlIdentifier identifier && identifier.isStar());
            }
            return super.visit(call);
        }
    }

    /** What the SQL is refused with when Flink says what is wrong at this place. */
    public static SqlException refused(String message, int line, int column, int endLine, int endColumn) {
        return line == 0
                ? new SqlException(SqlProblem.whole(message, "Correct the SQL."))
                : SqlException.at(
                        new SqlParserPos(line, column, endLine, endColumn),
                        message,
                        "Correct the SQL, or cast explicitly: types are not converted on their own.");
    }
}
