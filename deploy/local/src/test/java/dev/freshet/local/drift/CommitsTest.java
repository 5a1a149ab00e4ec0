package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitsTest {
    private final Commits commits = new Commits();

    @Test
    void theLagIsTheAgeOfTheOldestCommitThatIsNotShown() {
        commit("a", 100);
        commit("a", 200);
        commits.shown("a", 150, 1);

        assertThat(commits.lags(1_000)).containsExactly(new Commits.Lag("a", 800));
        commits.shown("a", 201, 1);
        assertThat(commits.lags(1_000)).containsExactly(new Commits.Lag("a", 0));
    }

    @Test
    void aDeletedNewestRowDoesNotTakeBackWhatWasShown() {
        commit("a", 100);
        commits.shown("a", 100, 1);
        commits.shown("a", 50, 1);

        assertThat(commits.lags(1_000)).containsExactly(new Commits.Lag("a", 0));
    }

    @Test
    void aCommitThatOnlyDeletesIsNotWaitedFor() {
        commits.committed("a", 100, new Step.Touch(3, 0, false));

        assertThat(commits.lags(1_000)).containsExactly(new Commits.Lag("a", 0));
        assertThat(commits.figures("a").changed()).isEqualTo(3);
    }

    @Test
    void aRenamedTableKeepsWhatIsNotShown() {
        commit("a", 100);
        commits.changed(new Change.RenameTable("a", "b"));
        commits.shown("a", 500, 1);

        assertThat(commits.lags(1_000)).containsExactly(new Commits.Lag("b", 900));
    }

    @Test
    void rowsThatAreGoneAreNotWaitedFor() {
        commit("a", 100);
        commit("b", 100);
        commits.changed(new Change.Truncate("a"));
        commits.changed(new Change.DropTable("b"));

        assertThat(commits.lags(1_000)).containsExactly(new Commits.Lag("a", 0));
    }

    private void commit(String table, long at) {
        commits.committed(table, at, new Step.Touch(1, 1, true));
    }
}
