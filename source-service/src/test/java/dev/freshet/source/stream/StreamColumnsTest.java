package dev.freshet.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.evolution.Wording;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.source.body.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamColumnsTest {
    private static final Object[] VALUES = {
        true,
        1,
        3_000_000_000L,
        (1L << 53) + 1,
        1.5,
        7.0,
        1e300,
        "text",
        new Event.Digits("123456789012345678901234567890"),
        new Event.JsonText("{\"a\":1}"),
        Instant.EPOCH
    };

    static Event event(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Event("", fields, null);
    }

    private static StreamColumns columns(Object... values) {
        StreamColumns columns = StreamColumns.NONE;
        for (Object value : values) {
            columns = columns.widened(event("x", value), List.of());
        }
        return columns;
    }

    private static ColumnType type(Object... values) {
        return columns(values).all().getFirst().type();
    }

    @Test
    void typesWidenByTheLattice() {
        assertThat(type(1)).isEqualTo(new ColumnType.Int(32));
        assertThat(type(1, 3_000_000_000L)).isEqualTo(new ColumnType.Int(64));
        assertThat(type(1, 1.5)).isEqualTo(new ColumnType.Real(64));
        assertThat(type(1.5, 3_000_000_000L))
                .as("a double holds this one exactly")
                .isEqualTo(new ColumnType.Real(64));
        assertThat(type(1.5, (1L << 53) + 1)).isEqualTo(new ColumnType.Text());
        assertThat(type(3_000_000_000L, 1.5))
                .as("a column of 64 bits may hold what a double cannot")
                .isEqualTo(new ColumnType.Text());
        assertThat(type(3_000_000_000L, 7.0)).isEqualTo(new ColumnType.Int(64));
        assertThat(type(true, 5)).isEqualTo(new ColumnType.Int(32));
        assertThat(type(true, "x")).isEqualTo(new ColumnType.Text());
        assertThat(type(1.5, "x")).isEqualTo(new ColumnType.Text());
        assertThat(type(new Event.JsonText("[]"), 5, "x")).isEqualTo(new ColumnType.Json());
        assertThat(type(5, new Event.JsonText("[]"))).isEqualTo(new ColumnType.Text());
        assertThat(type(Instant.EPOCH, 5)).isEqualTo(new ColumnType.Text());
    }

    @Test
    void wholeNumbersOfTheKeyAreWideFromTheStart() {
        StreamColumns columns = StreamColumns.NONE.widened(event("id", 1, "n", 1), List.of("id"));
        assertThat(columns.all())
                .containsExactly(
                        new Column("id", new ColumnType.Int(64), false), new Column("n", new ColumnType.Int(32), true));
    }

    @Test
    void namesThatDifferInCaseAreOneColumn() {
        StreamColumns columns = StreamColumns.NONE.widened(event("userId", 1, "USERID", "x"), List.of());
        assertThat(columns.all()).containsExactly(new Column("userId", new ColumnType.Text(), true));
        assertThat(columns.fits(event("userid", "y"))).isTrue();
        assertThat(columns.merged(new StreamColumns(List.of(new Column("UserID", new ColumnType.Text(), true)))))
                .isEqualTo(columns);
    }

    @Test
    void whatIsWidenedForAValueFitsItAndAllThatFittedBefore() {
        Random random = new Random(4);
        for (int run = 0; run < 2_000; run++) {
            Object[] some = random.ints(1 + random.nextInt(5), 0, VALUES.length)
                    .mapToObj(i -> VALUES[i])
                    .toArray();
            StreamColumns columns = columns(some);
            assertThat(some).allMatch(value -> columns.fits(event("x", value)), "fits " + columns.all());
            assertThat(some)
                    .allSatisfy(value -> assertThat(
                                    Cells.cell(value, columns.all().getFirst().type()))
                            .isNotNull());
        }
    }

    @Test
    void mergingTakesBothWhateverTheOrder() {
        Random random = new Random(5);
        for (int run = 0; run < 500; run++) {
            StreamColumns one = any(random);
            StreamColumns other = any(random);
            StreamColumns merged = one.merged(other);
            assertThat(merged.merged(one)).isEqualTo(merged);
            assertThat(merged.merged(other)).isEqualTo(merged);
            assertThat(other.merged(one).all()).containsExactlyInAnyOrderElementsOf(merged.all());
        }
    }

    private static StreamColumns any(Random random) {
        StreamColumns columns = StreamColumns.NONE;
        for (String name : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                columns = columns.widened(event(name, VALUES[random.nextInt(VALUES.length)]), List.of());
            }
        }
        return columns;
    }

    @Test
    void aChangeIsSaidInWords() {
        StreamColumns before = StreamColumns.NONE.widened(event("a", 1), List.of());
        StreamColumns after = before.widened(event("a", "x", "b", true), List.of());
        assertThat(Stream.of(before.since(StreamColumns.NONE), after.since(before), after.since(after))
                        .map(changes -> changes.stream().map(Wording::of).toList()))
                .containsExactly(
                        List.of("created the table with 1 columns"),
                        List.of("widened column a from int32 to text", "added column b as boolean"),
                        List.of());
    }
}
