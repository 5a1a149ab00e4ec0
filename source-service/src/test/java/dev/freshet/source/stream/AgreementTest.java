package dev.freshet.source.stream;

import static dev.freshet.source.stream.StreamColumnsTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.registry.RegistryException;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final StreamTopic TOPIC = new StreamTopic("web", "clicks", List.of());

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Agreement agreement = new Agreement(registry);

    private static StreamColumns columns(Object... namesAndValues) {
        return StreamColumns.NONE.widened(event(namesAndValues), List.of());
    }

    @Test
    void theRegistryIsWhereTheNextReplicaBegins() {
        agreement.agree(TOPIC, columns("a", 1));
        Agreement.Agreed second = agreement.agree(TOPIC, columns("b", "x"));
        assertThat(second.schema().columns()).isEqualTo(columns("a", 1, "b", "x"));
        assertThat(second.before()).isEqualTo(columns("a", 1));
        assertThat(registry.versions("web.events.clicks-value")).isEqualTo(2);
        agreement.agree(TOPIC, columns("b", "x"));
        assertThat(registry.versions("web.events.clicks-value"))
                .as("nothing is new")
                .isEqualTo(2);
    }

    @Test
    void twoThatRaceEndAtASchemaThatTakesBoth() {
        registry.meanwhile = () -> agreement.agree(TOPIC, columns("a", 1, "x", 1.5));
        StreamColumns agreed =
                agreement.agree(TOPIC, columns("b", "x", "x", "text")).schema().columns();
        assertThat(agreed.fits(event("a", 1, "b", "x", "x", "text"))).isTrue();
        assertThat(agreement.latest(TOPIC)).isEqualTo(agreed);
        assertThat(agreement.agree(TOPIC, columns("a", 1, "x", 1.5)).schema().columns())
                .as("the other one, when it looks again")
                .isEqualTo(agreed);
    }

    @Test
    void anOtherThatRegistersLessInBetweenIsNoEndlessMatter() {
        StreamColumns more = columns("a", 1, "b", 2);
        registry.register("web.events.clicks-value", new StreamSchema(TOPIC, more).valueText());
        registry.register("web.events.clicks-value", new StreamSchema(TOPIC, columns("a", 1)).valueText());
        assertThat(agreement.agree(TOPIC, more).schema().columns()).isEqualTo(more);
    }

    @Test
    void aColumnThatIsNoLongerPartOfTheKeyMayBeNull() {
        StreamTopic keyed = new StreamTopic("web", "clicks", List.of("id"));
        StreamColumns first = agreement
                .agree(keyed, StreamColumns.NONE.widened(event("id", 1), List.of("id")))
                .schema()
                .columns();
        assertThat(first.all()).containsExactly(new Column("id", new ColumnType.Int(64), false));
        assertThat(registry.versions("web.events.clicks-key")).isEqualTo(1);
        assertThat(agreement.agree(TOPIC, columns("a", 1)).schema().columns().all())
                .contains(new Column("id", new ColumnType.Int(64), true));
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() {
        registry.register("web.events.clicks-value", "\"string\"");
        assertThatThrownBy(() -> agreement.agree(TOPIC, columns("a", 1)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("web.events.clicks-value");
    }
}
