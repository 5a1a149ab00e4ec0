package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class FieldNameTest {
    @Test
    void namesThatAvroAllowsStay() {
        assertThat(FieldName.ofColumns(List.of("id", "order_id", "_x9"))).containsExactly("id", "order_id", "_x9");
    }

    @Test
    void otherNamesAreDifferentFromEachOtherAndFromThose() {
        List<String> names = FieldName.ofColumns(List.of("a b", "a-b", "a_b", "1st", "größe", "客户", "", "a_b_2"));
        assertThat(names).doesNotHaveDuplicates().allMatch(FieldName::isAllowed);
        assertThat(names.get(2)).isEqualTo("a_b");
        assertThat(names.get(7)).isEqualTo("a_b_2");
    }

    @Test
    void theColumnsOwnNamesAreReadBackFromTheSchema() {
        List<String> columns = List.of("a b", "a-b", "a_b", "1st", "größe", "客户");
        SchemaBuilder row = SchemaBuilder.struct().name("row");
        columns.forEach(column -> row.field(column, org.apache.kafka.connect.data.Schema.INT32_SCHEMA));
        Schema avro = new Schema.Parser()
                .parse(SchemaConversion.toAvro("t-value", row.build()).toString());
        assertThat(avro.getFields().stream().map(FieldName::column)).containsExactlyElementsOf(columns);
    }
}
