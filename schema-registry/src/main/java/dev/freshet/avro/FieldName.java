package dev.freshet.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Avro field names of columns. A name that Avro allows stays as it is; in any other, each character that Avro does not allow
 * becomes an underscore, a number tells equal results apart, and the column's own name stands beside the field as the property
 * {@value #PROPERTY}. Debezium's own adjustments either let two columns collide or write {@code order_id} as {@code order_u005fid}.
 */
final class FieldName {
    static final String PROPERTY = "freshet.column";

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9_]");

    private FieldName() {}

    /** A field name for each column of one record, all different, in their order. */
    static List<String> ofColumns(List<String> columns) {
        Set<String> taken = new HashSet<>();
        for (String column : columns) {
            if (isAllowed(column)) {
                taken.add(column);
            }
        }
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            names.add(
                    isAllowed(column)
                            ? column
                            : free(NOT_ALLOWED.matcher(column).replaceAll("_"), taken));
        }
        return names;
    }

    static boolean isAllowed(String name) {
        return ALLOWED.matcher(name).matches();
    }

    private static String free(String wish, Set<String> taken) {
        String base = isAllowed(wish) ? wish : "_" + wish;
        String name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + "_" + number;
        }
        return name;
    }

    /** The column behind a field. */
    static String column(Schema.Field field) {
        String own = field.getProp(PROPERTY);
        return own == null ? field.name() : own;
    }
}
