package dev.freshet.local.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTEGER   | 1                             | true
            INTEGER   | 0                             | f
            DECIMAL   | 1.5000                        | 1.5
            DECIMAL   | 0.00                          | 0
            DECIMAL   | 1E+3                          | 1000
            FLOAT     | 0.10000000149011612           | 1.0000000149011612E-1
            BITS      | 0aFF                          | 0Aff
            DOUBLE    | 1e22                          | 1.0E22
            BYTES     | 0aFF                          | 0Aff
            DATETIME  | 2024-02-29 12:00:00           | 2024-02-29T12:00:00.000000
            TIMESTAMP | 2024-02-29 12:00:00.5         | 2024-02-29 14:30:00.5+02:30
            TIMESTAMP | 2024-02-29 12:00:00           | 2024-02-29T12:00:00Z
            TIMESTAMP | 2024-02-29 12:00:00           | 2024-02-29 12:00:00+00
            TIME      | 838:59:59                     | 838:59:59.000000
            JSON      | {"b": 1.0, "a": [null, "x"]}  | {"a":[null,"x"],"b":1}
            """)
    void differentTextsOfOneValueAreEqual(Kind kind, String one, String other) {
        assertThat(Canonical.of(kind, one)).isEqualTo(Canonical.of(kind, other));
    }

    /** The source has the first, in a column of the kind; the destination has it in a wider type, or as text. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INTEGER   | 12345678             | 1.2345678E7
            INTEGER   | -5                   | -5.0000
            INTEGER   | 1                    | true
            DECIMAL   | 1.50                 | 1.5000
            DOUBLE    | 7                    | 7.0
            DATE      | 2024-02-29           | 2024-02-29 00:00:00
            DATE      | 2024-02-29           | 2024-02-29T00:00:00.000000
            DATETIME  | 2024-02-29 00:00:00  | 2024-02-29
            JSON      | {"a": 1}             | {"a":1.0}
            """)
    void aValueInAWiderTypeIsEqual(Kind kind, String narrow, String wide) {
        assertThat(Canonical.of(kind, wide)).isEqualTo(Canonical.of(kind, narrow));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
            INTEGER   | 1                          | 2
            INTEGER   | 0                          | NULL
            TEXT      | ''                         | NULL
            TEXT      | a                          | A
            DECIMAL   | 1.0001                     | 1.0002
            FLOAT     | 0.1                        | 0.10000000149011612
            DOUBLE    | 0                          | -0
            DOUBLE    | 0.1                        | 0.10000000000000002
            DATE      | 2024-02-29                 | 2024-02-29 00:00:01
            DATETIME  | 2024-02-29 12:00:00.000001 | 2024-02-29 12:00:00
            DATETIME  | 2024-02-29 00:00:01        | 2024-02-29
            TIMESTAMP | 2024-02-29 12:00:00+00     | 2024-02-29 12:00:00+01
            TIME      | -00:00:01                  | 00:00:01
            JSON      | {"a": 1}                   | {"a": "1"}
            JSON      | [1, 2]                     | [2, 1]
            """)
    void differentValuesStayDifferent(Kind kind, String one, String other) {
        assertThat(Canonical.of(kind, one)).isNotEqualTo(Canonical.of(kind, other));
    }
}
