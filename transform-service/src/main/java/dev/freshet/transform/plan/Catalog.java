package dev.freshet.transform.plan;

import dev.freshet.schema.Column;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** The inputs as Calcite looks them up. */
final class Catalog {
    private Catalog() {}

    static CalciteCatalogReader of(Map<String, List<Column>> tables, RelDataTypeFactory types) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        tables.forEach((name, columns) -> root.add(name, new Input(columns)));
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
        return new CalciteCatalogReader(root, List.of(), types, new CalciteConnectionConfigImpl(properties));
    }

    private static final class Input extends AbstractTable {
        private final List<Column> columns;

        Input(List<Column> columns) {
            this.columns = columns;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory types) {
            RelDataTypeFactory.Builder row = types.builder();
            columns.forEach(column -> row.add(column.name(), SqlTypes.of(column, types)));
            return row.build();
        }
    }
}
