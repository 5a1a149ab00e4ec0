package dev.freshet.transform.flink.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerErrorTest {
    private static final String AROUND = """
            Internal server error.
            <Exception on server side:
            org.apache.flink.table.gateway.api.utils.SqlGatewayException: Failed to fetchResults.
            \tat org.apache.flink.table.gateway.X.y(X.java:1)
            Caused by: org.apache.flink.table.gateway.service.utils.SqlExecutionException: Failed to execute the operation 1.
            \t... 1 more
            """;

    @Test
    void aColumnThatIsNotThereHasItsPlace() {
        FlinkRefusedException refused = ServerError.refused(AROUND + """
                Caused by: org.apache.calcite.runtime.CalciteContextException: From line 3, column 2 to line 3, column 5: Column 'totl' not found in any table
                Caused by: org.apache.calcite.sql.validate.SqlValidatorException: Column 'totl' not found in any table
                End of exception on server side>""");
        assertThat(refused).hasMessage("Column 'totl' not found in any table");
        assertThat(refused.line()).isEqualTo(3);
        assertThat(refused.column()).isEqualTo(2);
        assertThat(refused.endColumn()).isEqualTo(5);
    }

    @Test
    void theSameBehindTheWordsOfTheValidator() {
        FlinkRefusedException refused = ServerError.refused(AROUND
                + "Caused by: org.apache.flink.table.api.ValidationException: SQL validation failed. From line 1, column 8 to line 1,"
                + " column 11: Column 'totl' not found in any table\n");
        assertThat(refused.column()).isEqualTo(8);
    }

    @Test
    void badGrammarHasItsPlace() {
        FlinkRefusedException refused = ServerError.refused(AROUND + """
                Caused by: org.apache.flink.table.api.SqlParserException: SQL parse failed. Incorrect syntax near the keyword 'FROM' at line 2, column 16.
                Was expecting one of:
                    "LATERAL" ...
                """);
        assertThat(refused).hasMessage("Incorrect syntax near the keyword 'FROM'");
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.column()).isEqualTo(16);
    }

    @Test
    void anythingElseIsItsInnermostCause() {
        FlinkRefusedException refused = ServerError.refused(
                AROUND + "Caused by: org.apache.flink.table.api.TableException: A primary key is required.\n");
        assertThat(refused).hasMessage("A primary key is required.");
        assertThat(refused.line()).isZero();
    }

    @Test
    void aClusterThatIsNotThereIsNoFaultOfTheStatement() {
        assertThat(ServerError.unavailable(AROUND
                        + "Caused by: java.net.ConnectException: Connection refused: localhost/127.0.0.1:8081\n"))
                .isTrue();
        assertThat(ServerError.unavailable(AROUND)).isFalse();
    }
}
