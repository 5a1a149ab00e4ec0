package dev.freshet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    Path folder;

    @Test
    void anotherOwnerReadsWhatOneWrote() {
        Ledger.Entry entry = new Ledger.Entry("kafka", 12, 345, 9092, Path.of("/tmp/a b.log"));
        Ledger.in(folder.resolve("l")).add(entry);

        assertThat(Ledger.in(folder.resolve("l")).entries()).containsExactly(entry);
    }

    @Test
    void aRecycledPidIsNeverTouched() {
        long self = ProcessHandle.current().pid();
        long ticks = ProcFs.startTicks(self).orElseThrow();
        Ledger ledger = Ledger.in(folder.resolve("l"));
        ledger.add(new Ledger.Entry("stranger", self, ticks - 1, 0, Path.of("x")));

        assertThat(ledger.endAll(Duration.ZERO)).isEmpty();
        assertThat(ledger.file()).doesNotExist();
    }
}
