package dev.freshet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFsTest {
    @Test
    void aCommandNameMayContainSpacesAndParentheses() {
        assertThat(ProcFs.fieldsOf("12 (a ) R (b) S 1 2 3\n")).containsExactly("S", "1", "2", "3");
    }

    @Test
    void thisProcessHasAStartAndMemory() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcFs.startTicks(self)).isPresent();
        assertThat(ProcFs.rssBytes(self)).isGreaterThan(1 << 20);
        assertThat(ProcFs.cpuSeconds(self)).isPositive();
    }
}
