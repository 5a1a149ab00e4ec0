package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MySqlLiteralTest {
    @Test
    void escapesAndDoubledQuotesAreWhatTheyMean() {
        assertThat(MySqlLiteral.text("plain")).isEqualTo("plain");
        assertThat(MySqlLiteral.text("a\\\\b")).isEqualTo("a\\b");
        assertThat(MySqlLiteral.text("it''s, it\\'s")).isEqualTo("it's, it's");
        assertThat(MySqlLiteral.text("tab\\tline\\nend\\\\n")).isEqualTo("tab\tline\nend\\n");
        assertThat(MySqlLiteral.text("50\\% of a\\_b \\x")).isEqualTo("50\\% of a\\_b x");
        assertThat(MySqlLiteral.text("ends with \\")).isEqualTo("ends with \\");
    }
}
