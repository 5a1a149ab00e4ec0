package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.SourcePosition;
import dev.freshet.event.TableId;
import dev.freshet.source.publish.SourceOffset.Reread;
import java.util.List;
import org.junit.jupiter.api.Test;

class RereadsTest {
    private static final TableId T = new TableId("shop", "t");

    @Test
    void whatTheLogSaysBeforeATableWasReadIsInItsRows() {
        Rereads rereads = new Rereads(List.of(new Reread(T, false, 0, 3, 500)));
        assertThat(rereads.covers(T, at(3, 499, 7))).isTrue();
        assertThat(rereads.covers(T, at(3, 500, 0)))
                .as("begins where it was read")
                .isFalse();
        assertThat(rereads.covers(T, at(4, 4, 0))).isFalse();
        assertThat(rereads.covers(new TableId("shop", "u"), at(3, 499, 0))).isFalse();
    }

    @Test
    void aTableThatIsStillToBeReadKnowsNothing() {
        Rereads rereads = new Rereads(List.of());
        rereads.want(T, at(3, 400, 0));
        assertThat(rereads.anyPending()).isTrue();
        assertThat(rereads.covers(T, at(3, 300, 0))).isFalse();
        assertThat(rereads.stored()).containsExactly(new Reread(T, true, 0, 3, 400));
    }

    @Test
    void aTableIsForgottenOnceTheLogIsPastIt() {
        Rereads rereads = new Rereads(List.of(new Reread(T, false, 0, 3, 500)));
        rereads.passed(at(3, 499, 0));
        assertThat(rereads.isEmpty()).isFalse();
        rereads.passed(at(3, 500, 0));
        assertThat(rereads.isEmpty()).isTrue();
    }

    private static SourcePosition at(int file, long offset, int row) {
        return new SourcePosition(0, file, offset, row);
    }
}
