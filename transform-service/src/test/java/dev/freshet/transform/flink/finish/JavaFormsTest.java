package dev.freshet.transform.flink.finish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaFormsTest {
    @Test
    void momentsAreMicrosecondsSince1970() {
        assertThat(JavaForms.moment("1970-01-01 00:00:01.000002")).isEqualTo(1_000_002L);
        assertThat(JavaForms.moment("1969-12-31 23:59:59.999999")).isEqualTo(-1L);
        assertThat(JavaForms.moment("1970-01-01 00:00:00")).isEqualTo(0L);
    }
}
