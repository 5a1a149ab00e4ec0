package dev.freshet.local.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final TableLine LINE =
            new TableLine("orders", 1200, -1, 99.6, OptionalDouble.of(0.045), OptionalDouble.of(1.25), 0.3);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void withoutATerminalEachTableIsALine() {
        screen(false).show("10 rows", List.of(LINE));

        assertThat(text())
                .isEqualTo("10 rows  orders source=1200 destination=-1 events/s=100 p50=45ms p99=1.3s lag=0.3s\n");
    }

    @Test
    void inATerminalTheTableIsDrawnOverItselfButNotOverOtherLines() {
        Screen screen = screen(true);
        screen.show("a", List.of(LINE));
        screen.show("b", List.of(LINE));
        assertThat(text()).contains("\u001b[4A");

        bytes.reset();
        screen.say("kafka was killed");
        screen.show("c", List.of(LINE));
        assertThat(text()).startsWith("kafka was killed\n").doesNotContain("\u001b");
    }

    private Screen screen(boolean terminal) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
