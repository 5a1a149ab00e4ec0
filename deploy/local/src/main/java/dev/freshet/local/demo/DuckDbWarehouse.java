package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.PagedSide;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A DuckDB file that sink-service writes, read through its query endpoint: the file has one opener. */
record DuckDbWarehouse(Path file, Api api) implements Warehouse {
    private static final int PAGE = 5_000;

    @Override
    public String name() {
        return Options.Destination.duckdb.name();
    }

    @Override
    public ObjectNode resource() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Destination")
                .put("name", name())
                .put("connector", "duckdb")
                .put("path", file.toString());
    }

    @Override
    public Side side() {
        return new PagedSide(this::texts, PAGE);
    }

    @Override
    public Level level(Shape shape) {
        List<@Nullable String> row =
                texts(Warehouse.levelSql(Dialect.DUCKDB, shape)).getFirst();
        return new Level(Long.parseLong(String.valueOf(row.get(0))), Long.parseLong(String.valueOf(row.get(1))));
    }

    @Override
    public List<List<@Nullable String>> texts(String sql) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode row : api.query(name(), sql).rows()) {
            List<@Nullable String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.isNull() ? null : cell.asText()));
            rows.add(cells);
        }
        return rows;
    }
}
