package dev.freshet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void aPlanIsPrintedWithItsVerdictsStepsAndRemarks() throws JsonProcessingException {
        String plan = """
                {"pipeline": "to-pg", "blocks": true, "tables": [
                  {"source": "shop.orders", "destination": "shop.orders", "rests": false, "losesData": false, "remarks": ["a remark"],
                   "steps": [{"what": "added column a as int32", "how": "IN_PLACE", "sql": ["ALTER ...", "ALTER more"]},
                             {"what": "widened column b", "how": "COPY", "sql": []}]},
                  {"source": "shop.rests", "destination": "shop.rests", "rests": true, "losesData": true, "remarks": [], "steps": []},
                  {"source": "shop.gone", "destination": "shop.gone", "rests": false, "losesData": true, "remarks": [], "steps": []},
                  {"source": "other.t", "destination": "", "rests": false, "losesData": false, "remarks": ["not taken"], "steps": []}]}""";
        assertThat(String.join("\n", PlanText.of(new JsonMapper().readTree(plan))))
                .isEqualTo("""
                pipeline to-pg
                  shop.orders -> shop.orders
                    added column a as int32 (in place)
                      ALTER ...;
                      ALTER more;
                    widened column b (copy)
                    note: a remark
                  shop.rests -> shop.rests: WOULD REST
                  shop.gone -> shop.gone: WOULD LOSE DATA
                  other.t: nothing to do
                    note: not taken""");
    }
}
