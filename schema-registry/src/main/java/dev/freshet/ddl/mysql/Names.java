package dev.freshet.ddl.mysql;

import dev.freshet.event.TableId;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import org.antlr.v4.runtime.RuleContext;

/**
 * Names in a statement, without their quotes.
 *
 * @param database of tables that are named without one
 */
record Names(String database) {
    TableId table(MySqlParser.TableNameContext name) {
        return table(name.fullId());
    }

    /** The new name in ALTER TABLE ... RENAME. */
    TableId table(MySqlParser.AlterByRenameContext rename) {
        return rename.fullId() == null ? new TableId(database, name(rename.uid())) : table(rename.fullId());
    }

    private TableId table(MySqlParser.FullIdContext id) {
        String first = name(id.uid(0));
        if (id.DOT_ID() != null) {
            // one token when there is no space around the dot: ".orders", ".`orders`"
            return new TableId(first, unquoted(id.DOT_ID().getText().substring(1)));
        }
        return id.uid().size() > 1 ? new TableId(first, name(id.uid(1))) : new TableId(database, first);
    }

    static String name(RuleContext uid) {
        return unquoted(uid.getText());
    }

    private static String unquoted(String text) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        if (text.length() < 2 || (quote != '`' && quote != '"') || text.charAt(text.length() - 1) != quote) {
            return text;
        }
        String mark = String.valueOf(quote);
        return text.substring(1, text.length() - 1).replace(mark + mark, mark);
    }
}
