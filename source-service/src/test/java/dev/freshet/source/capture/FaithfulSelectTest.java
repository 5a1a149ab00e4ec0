package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaithfulSelectTest {
    @Test
    void singlesAreSelectedAsDoublesUnderTheirNameAndInTheirPlace() {
        assertThat(FaithfulSelect.select(
                        "`a.b`.`t``,*`", List.of("`id`", "`f, ``g`", "`z`"), Set.of("`f, ``g`", "`not selected`")))
                .isEqualTo("SELECT `id`, `f, ``g` * 1e0 AS `f, ``g`, `z` FROM `a.b`.`t``,*`");
    }

    @Test
    void theProbeForTheFirstRowIsLeftAlone() {
        assertThat(new FaithfulSelect().snapshotQuery("`a`.`t`", List.of("*")))
                .isEqualTo(Optional.of("SELECT * FROM `a`.`t`"));
    }
}
