package dev.freshet.sink.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.schema.ColumnType;
import dev.freshet.sink.destination.duckdb.DuckDbTypeTable;
import dev.freshet.sink.destination.postgresql.PostgresTypeTable;
import dev.freshet.sink.destination.snowflake.SnowflakeTypeTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TypesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/types.md");
    private static final Path FRAME = Path.of("src/test/resources/types-frame.md");

    @Test
    void docsTypesSaysWhatTheCodeDoes() throws IOException {
        String text = Files.readString(FRAME)
                .replace("$mysql", mysql())
                .replace("$duckdb", destination(DuckDbTypeTable::of))
                .replace("$postgresql", destination(PostgresTypeTable::of))
                .replace("$snowflake", destination(SnowflakeTypeTable::of));
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "missing")
                .as("docs/types.md is made by this test: run it with -Dgolden=update")
                .isEqualTo(text);
    }

    private static String mysql() {
        return MySqlTypeTable.LINES.stream()
                .map(line -> "| %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                line.mysql(),
                                name(line.type()),
                                DuckDbTypeTable.of(line.type()).column(),
                                PostgresTypeTable.of(line.type()).column(),
                                SnowflakeTypeTable.of(line.type()).column(),
                                line.note()))
                .collect(Collectors.joining("\n"));
    }

    private static String destination(Function<ColumnType, TypeMapping> mappings) {
        Map<String, TypeMapping> lines = new LinkedHashMap<>();
        TypeEdges.ALL.keySet().forEach(type -> lines.put(name(type), mappings.apply(type)));
        return lines.entrySet().stream()
                .map(line -> "| %s | %s | %s |"
                        .formatted(
                                line.getKey(),
                                line.getValue().column(),
                                line.getValue().note()))
                .collect(Collectors.joining("\n"));
    }

    private static String name(ColumnType type) {
        String name = type.getClass().getSimpleName();
        if (type instanceof ColumnType.Decimal(int precision, int scale)) {
            return name + "(" + precision + "," + scale + ")";
        }
        if (type instanceof ColumnType.Int(int bits)) {
            return name + "(" + bits + ")";
        }
        return type instanceof ColumnType.Real(int bits) ? name + "(" + bits + ")" : name;
    }
}
