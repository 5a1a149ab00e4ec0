package dev.freshet.transform.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checked expression: every part knows its type, and the types fit. */
public sealed interface Expression {
    DataType type();

    /** @param index of the column in the row */
    record Column(String name, int index, DataType type) implements Expression {}

    /** @param value null or of the type's Java form */
    record Literal(@Nullable Object value, DataType type) implements Expression {}

    record Call(Function function, List<Expression> operands, DataType type) implements Expression {
        public Call {
            operands = List.copyOf(operands);
        }
    }
}
