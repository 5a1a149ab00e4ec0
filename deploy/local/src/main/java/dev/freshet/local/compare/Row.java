package dev.freshet.local.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row in canonical text, in the order of the shape's columns. */
public record Row(List<@Nullable String> cells) {
    public static Row of(Shape shape, List<? extends @Nullable String> texts) {
        List<@Nullable String> cells = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            cells.add(Canonical.of(shape.columns().get(i).kind(), texts.get(i)));
        }
        return new Row(Collections.unmodifiableList(cells));
    }
}
