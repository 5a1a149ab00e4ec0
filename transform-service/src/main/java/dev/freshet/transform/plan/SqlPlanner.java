package dev.freshet.transform.plan;

import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.config.Lex;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.jspecify.annotations.Nullable;

/**
 * Plans SQL for the service. Stateless; a plan is made anew for each version of the input's table, since a star and the types of columns
 * follow it.
 */
public final class SqlPlanner {
    private static final int LONGEST_NAME = 256;
    private static final SqlParser.Config FLINK = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withLex(Lex.JAVA)
            .withIdentifierMaxLength(LONGEST_NAME);

    private SqlPlanner() {}

    /**
     * The input that the SQL reads.
     *
     * @param inputs the names that it may read
     * @throws NeedsFlinkException when the service cannot run it
     * @throws SqlException when it is not one SELECT over one of the inputs
     */
    public static String input(String sql, Collection<String> inputs) {
        SqlSelect select = RowByRow.require(parse(sql));
        SqlNode from = from(select);
        SqlNode table = from.getKind() == SqlKind.AS ? ((SqlBasicCall) from).operand(0) : from;
        String name = table.toString();
        if (!inputs.contains(name)) {
            throw SqlException.at(
                    table,
                    "there is no input '" + name + "'",
                    "Name one of the inputs: " + String.join(", ", inputs) + "; or declare it under inputs.");
        }
        return name;
    }

    /**
     * What the SQL reads, by name.
     *
     * @param names that it spells out, in the SELECT list or in WHERE
     * @param star  whether it takes all columns that there are
     */
    public record Reads(Set<String> names, boolean star) {}

    /** As {@link #input} refuses. */
    public static Reads reads(String sql) {
        SqlSelect select = RowByRow.require(parse(sql));
        Set<String> names = new HashSet<>();
        select.getSelectList().accept(new Names(names));
        SqlNode where = select.getWhere();
        if (where != null) {
            where.accept(new Names(names));
        }
        boolean star = names.remove("");
        return new Reads(names, star);
    }

    /**
     * The query as Flink is to run it.
     *
     * @throws SqlException when it is no query
     */
    public static FlinkQuery flink(String sql) {
        return FlinkQuery.of(parse(sql));
    }

    private static SqlNode from(SqlSelect select) {
        return java.util.Objects.requireNonNull(select.getFrom());
    }

    /**
     * Plans against one version of the input.
     *
     * @param table  the version
     * @param later  columns that a newer version of the table has and this one lacks: the SQL may name them
     * @param key    the output's key as it is declared; empty: as the SQL has it
     * @throws NeedsFlinkException when the service cannot run it
     * @throws SqlException when the SQL does not fit the table
     */
    public static Plan plan(String sql, String input, TableSchema table, List<Column> later, List<String> key) {
        SqlSelect select = RowByRow.require(parse(sql));
        RelDataTypeFactory types = SqlTypes.factory();
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(later);
        expandStars(select, table);
        select = (SqlSelect) java.util.Objects.requireNonNull(select.accept(new TryCasts()));
        SqlValidator validator = SqlValidatorUtil.newValidator(
                Operators.table(),
                Catalog.of(Map.of(input, columns), types),
                types,
                SqlValidator.Config.DEFAULT
                        .withIdentifierExpansion(true)
                        .withConformance(new Casting())
                        .withTypeCoercionEnabled(false));
        try {
            SqlSelect valid = (SqlSelect) validator.validate(select);
            ExpressionReader reader =
                    new ExpressionReader(validator, valid, table.columns().size(), columns);
            return new PlanBuilder(reader, table, columns, key).build(valid);
        } catch (CalciteContextException e) {
            throw SqlException.of(e);
        } catch (CalciteException e) {
            throw new SqlException(SqlProblem.whole(String.valueOf(e.getMessage()), "Correct the SQL."));
        }
    }

    private static SqlNode parse(String sql) {
        try {
            return SqlParser.create(sql.stripTrailing().replaceFirst(";+$", ""), FLINK)
                    .parseStmt();
        } catch (SqlParseException e) {
            throw SqlException.of(e);
        }
    }

    /** A star brings the columns of this version, not those that only newer ones have. */
    private static void expandStars(SqlSelect select, TableSchema table) {
        SqlNodeList list = select.getSelectList();
        SqlNodeList expanded = new SqlNodeList(list.getParserPosition());
        for (SqlNode item : list) {
            if (item instanceof SqlIdentifier identifier && identifier.isStar()) {
                List<String> qualifier = identifier.names.subList(0, identifier.names.size() - 1);
                for (Column column : table.columns()) {
                    List<String> name = new ArrayList<>(qualifier);
                    name.add(column.name());
                    expanded.add(new SqlIdentifier(name, identifier.getParserPosition()));
                }
            } else {
                expanded.add(item);
            }
        }
        select.setSelectList(expanded);
    }

    /** Flink casts truth to numbers, which standard SQL does not. */
    private static final class Casting extends SqlDelegatingConformance {
        Casting() {
            super(FlinkSqlConformance.DEFAULT);
        }

        @Override
        public boolean allowLenientCoercion() {
            return true;
        }
    }

    /** Flink's grammar leaves TRY_CAST to be resolved by Flink's planner. */
    private static final class TryCasts extends SqlShuttle {
        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            SqlNode inner = super.visit(call);
            return inner instanceof SqlCall each && each.getOperator().getName().equals("TRY_CAST")
                    ? SqlLibraryOperators.TRY_CAST.createCall(each.getParserPosition(), each.getOperandList())
                    : inner;
        }
    }

    private static final class Names extends org.apache.calcite.sql.util.SqlBasicVisitor<@Nullable Void> {
        private final Set<String> names;

        Names(Set<String> names) {
            this.names = names;
        }

        @Override
        public @Nullable Void visit(SqlIdentifier identifier) {
            // a star's name is empty
            names.add(identifier.names.get(identifier.names.size() - 1));
            return null;
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            // an alias is no column
            if (call.getKind() == SqlKind.AS) {
                return call.operand(0).accept(this);
            }
            return super.visit(call);
        }
    }
}
