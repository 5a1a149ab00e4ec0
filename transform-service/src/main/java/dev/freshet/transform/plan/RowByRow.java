package dev.freshet.transform.plan;

import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMatchRecognize;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Whether a statement can be answered from one row at a time, looked at before names are resolved. */
final class RowByRow {
    private RowByRow() {}

    /**
     * The SELECT over one input.
     *
     * @throws NeedsFlinkException when it needs more than the row, with the reason
     * @throws SqlException when it is no query
     */
    static SqlSelect require(SqlNode statement) {
        if (statement instanceof SqlOrderBy ordered) {
            boolean limited = ordered.fetch != null || ordered.offset != null;
            throw new NeedsFlinkException(
                    ordered.orderList.isEmpty() ? statement : ordered.orderList,
                    (limited ? "LIMIT" : "ORDER BY") + " looks at more than one row");
        }
        if (statement instanceof SqlWith) {
            throw new NeedsFlinkException(statement, "WITH is read by Flink only");
        }
        if (statement instanceof SqlCall call
                && !(statement instanceof SqlSelect)
                && statement.isA(SqlKind.SET_QUERY)) {
            throw new NeedsFlinkException(
                    statement,
                    call.getOperator().getName().toUpperCase(Locale.ROOT) + " brings several queries together");
        }
        if (!(statement instanceof SqlSelect select)) {
            throw SqlException.at(
                    statement,
                    "this is " + statement.getKind() + ", not a SELECT",
                    "Write one SELECT; where its rows go is said by the transform's output.");
        }
        from(select, select.getFrom());
        clauses(select);
        select.getSelectList().accept(new Finder());
        SqlNode where = select.getWhere();
        if (where != null) {
            where.accept(new Finder());
        }
        return select;
    }

    private static void from(SqlSelect select, @Nullable SqlNode from) {
        if (from == null) {
            throw SqlException.at(select, "there is no FROM", "Name one of the transform's inputs behind FROM.");
        }
        SqlNode table = from.getKind() == SqlKind.AS ? ((SqlBasicCall) from).operand(0) : from;
        switch (table) {
            case SqlIdentifier name -> {}
            case SqlJoin join -> throw new NeedsFlinkException(join, "a join needs state");
            case SqlMatchRecognize pattern -> throw new NeedsFlinkException(pattern, "MATCH_RECOGNIZE needs state");
            case SqlSelect query -> throw new NeedsFlinkException(query, "a query in FROM is read by Flink only");
            default -> throw new NeedsFlinkException(table, "windows and other functions of tables in FROM need state");
        }
    }

    private static void clauses(SqlSelect select) {
        if (select.isDistinct()) {
            throw new NeedsFlinkException(select, "DISTINCT remembers the rows that were there");
        }
        SqlNodeList group = select.getGroup();
        if (group != null) {
            throw new NeedsFlinkException(group, "GROUP BY needs state");
        }
        SqlNode having = select.getHaving();
        if (having != null) {
            throw new NeedsFlinkException(having, "HAVING needs state");
        }
        if (!select.getWindowList().isEmpty()) {
            throw new NeedsFlinkException(select.getWindowList(), "WINDOW needs state");
        }
        SqlNodeList order = select.getOrderList();
        if (order != null && !order.isEmpty()) {
            throw new NeedsFlinkException(order, "ORDER BY looks at more than one row");
        }
    }

    private static final class Finder extends SqlBasicVisitor<@Nullable Void> {
        @Override
        public @Nullable Void visit(SqlCall call) {
            if (call instanceof SqlSelect || call.getKind() == SqlKind.ORDER_BY || call.isA(SqlKind.SET_QUERY)) {
                throw new NeedsFlinkException(call, "a query within the query needs state");
            }
            if (call.getKind() == SqlKind.OVER) {
                throw new NeedsFlinkException(call, "OVER looks at more than one row");
            }
            String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
            if (isAggregate(call, name)) {
                throw new NeedsFlinkException(call, name + " is an aggregate and needs state");
            }
            if (Operators.CHANGING.containsKey(name)) {
                throw new NeedsFlinkException(
                        call, name + " depends on " + Operators.CHANGING.get(name) + ", not on the row");
            }
            if (call.getOperator() instanceof SqlUnresolvedFunction && !Operators.knows(name)) {
                throw new NeedsFlinkException(call, "the service has no function " + name);
            }
            return super.visit(call);
        }

        @Override
        public @Nullable Void visit(SqlIdentifier identifier) {
            String name = identifier.isSimple() ? identifier.getSimple().toUpperCase(Locale.ROOT) : "";
            if (Operators.CHANGING.containsKey(name) && name.startsWith("CURRENT_")) {
                throw new NeedsFlinkException(identifier, name + " depends on the clock, not on the row");
            }
            return null;
        }

        private static boolean isAggregate(SqlCall call, String name) {
            return call.getOperator().isAggregator()
                    || call.getOperator() instanceof SqlUnresolvedFunction
                            && SqlStdOperatorTable.instance().getOperatorList().stream()
                                    .anyMatch(known -> known.isAggregator()
                                            && known.getName().equals(name));
        }
    }
}
