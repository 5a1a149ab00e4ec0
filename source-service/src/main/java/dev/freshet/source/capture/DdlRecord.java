package dev.freshet.source.capture;

import dev.freshet.event.TableId;
import java.util.List;

/**
 * One of Debezium's records about a definition. A statement that drops or renames several tables makes one record for each, all
 * of them with its position, and with an offset behind the whole of it.
 *
 * @param tables   as Debezium understood it, after the statement
 * @param ddl      the part of the statement that is about them
 * @param database of names in it without one
 */
record DdlRecord(List<TableId> tables, String ddl, String database) {
    private static final String SEVERAL = "(?is)\\s*(?:rename|drop)\\s.*";

    static DdlRecord truncate(TableId table) {
        return new DdlRecord(
                List.of(table), "TRUNCATE TABLE " + quoted(table.database()) + '.' + quoted(table.table()), "");
    }

    DdlRecord in(String other) {
        return new DdlRecord(tables, ddl, other);
    }

    /** With its tables as a server keeps them whose {@code lower_case_table_names} is 1. */
    DdlRecord inLowerCase() {
        return new DdlRecord(tables.stream().map(TableId::inLowerCase).toList(), ddl, database);
    }

    /** Whether more records may follow from the same statement. */
    boolean mayGoOn() {
        return ddl.matches(SEVERAL);
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
