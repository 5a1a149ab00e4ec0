package dev.freshet.sink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.sink.batch.TableName;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void entriesAreAnchoredAndIgnoreCaseAsInDebezium() {
        Pattern pattern = TopicPattern.of("shop", List.of(" shop\\.orders ", "crm\\..*|x\\.y"));
        assertThat(List.of("shop.shop.orders", "shop.Shop.ORDERS", "shop.crm.leads", "shop.x.y"))
                .allMatch(topic -> pattern.matcher(topic).matches());
        assertThat(List.of("shop.shop.orders_old", "shop.my.shop.orders", "SHOP.shop.orders", "shop2.shop.orders"))
                .noneMatch(topic -> pattern.matcher(topic).matches());
    }

    @Test
    void noEntriesMeanAllTablesButNotTheSourcesOwnTopics() {
        Pattern pattern = TopicPattern.of("shop", List.of());
        assertThat(pattern.matcher("shop.crm.leads").matches()).isTrue();
        assertThat(List.of("shop", "shop.transaction", "shop.crm.", "workshop.crm.leads"))
                .noneMatch(topic -> pattern.matcher(topic).matches());
    }

    @Test
    void whatATransformMakesIsATableOfTheTransform() {
        Pattern all = TopicPattern.of("clean", List.of());
        assertThat(List.of("clean.orders")).allMatch(topic -> all.matcher(topic).matches());
        assertThat(List.of("clean", "clean.", "clean.transaction", "unclean.orders", "clean2.orders"))
                .noneMatch(topic -> all.matcher(topic).matches());
        Pattern some = TopicPattern.of("clean", List.of("clean\\.ord.*"));
        assertThat(some.matcher("clean.Orders").matches()).isTrue();
        assertThat(some.matcher("clean.items").matches()).isFalse();
        TargetNames names = new TargetNames("clean", "${database}", "${table}");
        assertThat(names.target("clean.orders")).isEqualTo(new TableName("clean", "orders"));
    }

    @Test
    void namesOfTargetsFollowTheTemplates() {
        TargetNames names = new TargetNames("shop", "raw_${database}", "${table}_v1");
        assertThat(names.target("shop.crm.leads")).isEqualTo(new TableName("raw_crm", "leads_v1"));
        assertThat(names.table("shop.crm.a.b").table()).isEqualTo("a.b");
        assertThatThrownBy(() -> names.target("other.crm.leads")).hasMessageContaining("not a table of source");
    }
}
