package dev.freshet.transform.plan;

import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;

/** The output's columns and key from a validated SELECT. */
final class PlanBuilder {
    private final ExpressionReader reader;
    private final TableSchema table;
    private final List<Column> columns;
    private final List<String> declared;

    PlanBuilder(ExpressionReader reader, TableSchema table, List<Column> columns, List<String> declared) {
        this.reader = reader;
        this.table = table;
        this.columns = columns;
        this.declared = declared;
    }

    Plan build(SqlSelect select) {
        SqlNode where = select.getWhere();
        Expression filter = where == null ? null : reader.read(where);
        List<Plan.PlannedColumn> output = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SqlNode item : select.getSelectList()) {
            Plan.PlannedColumn column = column(item, output.size());
            if (!names.add(column.name())) {
                throw SqlException.at(
                        item, "two columns of the output are named '" + column.name() + "'", "Rename one with AS.");
            }
            output.add(column);
        }
        return new Plan(filter, output, key(select, output));
    }

    private Plan.PlannedColumn column(SqlNode item, int place) {
        SqlNode node = item.getKind() == SqlKind.AS ? ((SqlBasicCall) item).operand(0) : item;
        String name = item.getKind() == SqlKind.AS
                ? ((SqlIdentifier) ((SqlBasicCall) item).operand(1)).getSimple()
                : node instanceof SqlIdentifier identifier ? last(identifier) : "EXPR$" + place;
        Expression expression = reader.read(node);
        DataType type = expression.type();
        if (expression instanceof Expression.Column column) {
            return new Plan.PlannedColumn(
                    name,
                    type,
                    expression,
                    column.index(),
                    columns.get(column.index()).type());
        }
        return new Plan.PlannedColumn(name, type, expression, -1, null);
    }

    private static String last(SqlIdentifier identifier) {
        return identifier.names.get(identifier.names.size() - 1);
    }

    private List<String> key(SqlSelect select, List<Plan.PlannedColumn> output) {
        List<String> key = new ArrayList<>();
        for (String column : table.key()) {
            key.add(output.stream()
                    .filter(each -> each.copied() >= 0
                            && columns.get(each.copied()).name().equals(column))
                    .map(Plan.PlannedColumn::name)
                    .filter(name -> declared.isEmpty() || declared.contains(name))
                    .findFirst()
                    .orElseThrow(() -> SqlException.at(
                            select.getSelectList(),
                            "the key column '" + column + "' of the input is not in the SELECT list"
                                    + (declared.isEmpty()
                                            ? ""
                                            : " under a name of key (" + String.join(", ", declared) + ")")
                                    + ", so the output's rows cannot be told apart",
                            "Select " + column + " as it is, or renamed with AS.")));
        }
        for (String name : declared) {
            if (!key.contains(name)) {
                throw new SqlException(SqlProblem.whole(
                        "the key column '" + name + "' is not a column of the input's key"
                                + (table.key().isEmpty()
                                        ? ", which has none"
                                        : " (" + String.join(", ", table.key()) + ")")
                                + ": rows of the input that differ in it could be one row of the output",
                        table.key().isEmpty()
                                ? "Remove key."
                                : "Set key to " + String.join(", ", key) + ", or remove it."));
            }
        }
        return key;
    }
}
