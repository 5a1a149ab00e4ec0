package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.event.SourcePosition;
import org.junit.jupiter.api.Test;

class PositionTrackTest {
    @Test
    void positionsFollowFileOffsetAndRow() {
        PositionTrack track = PositionTrack.first();

        SourcePosition first = track.at("binlog.000001", 100, 0);
        SourcePosition second = track.at("binlog.000001", 100, 1);
        SourcePosition third = track.at("binlog.000002", 4, 0);

        assertThat(first).isEqualTo(new SourcePosition(0, 1, 100, 0));
        assertThat(first).isLessThan(second);
        assertThat(second).isLessThan(third);
        assertThat(track.file()).isEqualTo(2);
    }

    @Test
    void theSameServerGoesOnInTheSameEpoch() {
        PositionTrack track = PositionTrack.after(3, 7, 500, true);

        assertThat(track.at("binlog.000007", 600, 0)).isEqualTo(new SourcePosition(3, 7, 600, 0));
    }

    @Test
    void anotherServerBeginsANewEpochSoThatItsLowerNumbersWin() {
        SourcePosition old = PositionTrack.first().at("binlog.000009", 900, 0);

        PositionTrack track = PositionTrack.after(old.epoch(), old.file(), old.offset(), false);

        assertThat(track.at("mysql-bin.000001", 4, 0)).isGreaterThan(old);
    }

    @Test
    void aBinaryLogThatBeginsAnewBeginsANewEpoch() {
        PositionTrack track = PositionTrack.after(0, 9, 900, true);

        assertThat(track.at("binlog.000001", 4, 0)).isEqualTo(new SourcePosition(1, 1, 4, 0));
        assertThat(track.at("binlog.000001", 80, 0).epoch()).isEqualTo(1);
    }

    @Test
    void aStatementThatComesAgainIsKnown() {
        PositionTrack track = PositionTrack.after(0, 9, 900, true);

        assertThat(track.committedBefore(track.at("binlog.000009", 900, 0))).isTrue();
        assertThat(track.committedBefore(track.at("binlog.000009", 901, 0))).isFalse();
        assertThat(PositionTrack.first().committedBefore(new SourcePosition(0, 1, 4, 0)))
                .isFalse();
    }

    @Test
    void aNameWithoutANumberIsRefused() {
        PositionTrack track = PositionTrack.first();

        assertThatThrownBy(() -> track.at("binlog", 4, 0)).hasMessageContaining("'binlog'");
    }
}
