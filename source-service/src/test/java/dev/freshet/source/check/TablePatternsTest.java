package dev.freshet.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablePatternsTest {
    @Test
    void shadowTablesAreNotCapturedWhateverThePatternSays() {
        TablePatterns all = patterns(List.of(), Map.of());
        TablePatterns shop = patterns(List.of("shop\\..*"), Map.of());

        for (String shadow : List.of("_t_gho", "_t_ghc", "_t_del", "_t_new", "__t_old", "_T_NEW", "_t_20260101_del")) {
            assertThat(all.match(new TableId("shop", shadow))).as(shadow).isFalse();
            assertThat(shop.match(new TableId("shop", shadow))).as(shadow).isFalse();
        }
        for (String table : List.of("t", "t_new", "_t", "_tnew", "a._t_newer")) {
            assertThat(shop.match(new TableId("shop", table))).as(table).isTrue();
        }
        assertThat(all.match(new TableId("_a_new", "t"))).isTrue();
    }

    @Test
    void everyEntryRefusesThemByItself() {
        assertThat(TablePatterns.withoutShadows(List.of("a\\.x|a\\.y, shop\\..*", "b\\.z{1\\,2}")))
                .hasSize(3)
                .satisfies(entries -> {
                    assertThat("a.y").matches("(?i)" + entries.getFirst());
                    assertThat("shop.t").matches("(?i)" + entries.get(1));
                    assertThat("shop._t_new").doesNotMatch("(?i)" + entries.get(1));
                    assertThat("SHOP._T_NEW").doesNotMatch("(?i)" + entries.get(1));
                });
    }

    @Test
    void exceptionsUnderConfigCount() {
        TablePatterns patterns = patterns(List.of(), Map.of("table.exclude.list", "shop\\.a,shop\\.b"));

        assertThat(patterns.match(new TableId("shop", "b"))).isFalse();
        assertThat(patterns.match(new TableId("shop", "c"))).isTrue();
    }

    private static TablePatterns patterns(List<String> tables, Map<String, String> config) {
        return TablePatterns.of(
                new DatabaseSourceSpec("mysql", "db", 3306, "u", "${env:SECRET}", List.of(), tables, config));
    }
}
