package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.event.DefinitionChange.Step.ColumnAdded;
import dev.freshet.event.DefinitionChange.Step.ColumnRenamed;
import dev.freshet.event.DefinitionChange.Step.TableContinued;
import dev.freshet.event.DefinitionChange.Step.TableDropped;
import dev.freshet.event.DefinitionChange.Step.TableRenamed;
import dev.freshet.event.DefinitionChange.Step.TableReplaced;
import dev.freshet.event.DefinitionChange.Step.TableTruncated;
import dev.freshet.event.TableId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that keeps names in lower case lets statements spell them as they like. */
class LowerCaseNamesIT {
    private static DefinitionHouse house;

    @BeforeAll
    static void start() {
        house = DefinitionHouse.open("--lower-case-table-names=1");
        house.run("CREATE DATABASE Shop");
        for (String table : List.of("Shop.Orders", "Shop.Swapped", "Shop.Gone")) {
            house.run("CREATE TABLE " + table + " (id INT PRIMARY KEY, name VARCHAR(50))");
            house.insert(table, 0);
        }
        house.capture("src", "\"tables\":[\"Shop\\\\..*\"]");
    }

    @AfterAll
    static void stop() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void rowsAndStepsStayInTheTopicOfTheTable() {
        house.run("USE Shop", "ALTER TABLE ORDERS ADD Total INT");
        house.insert("shop.Orders(id)", 100);
        house.run("USE SHOP", "ALTER TABLE oRders RENAME COLUMN Total TO Sum", "TRUNCATE TABLE Orders");
        house.insert("shop.ORDERS(id)", 200);
        house.run("RENAME TABLE shop.Orders TO shop.Bills");
        house.insert("SHOP.BILLS(id)", 300);

        house.expect(
                "src.shop.orders",
                30,
                List.of(new ColumnAdded("Total")),
                List.of(new ColumnRenamed("Total", "Sum")),
                List.of(new TableTruncated()),
                List.of(new TableRenamed(new TableId("shop", "bills"))));
        house.expect("src.shop.bills", 10, List.of(new TableContinued(new TableId("shop", "orders"))));
        assertThat(house.topics()).allMatch(topic -> topic.equals(topic.toLowerCase(Locale.ROOT)));
    }

    @Test
    void aDatabaseSpeltInAnotherWayStopsTheSourceAndNoRowIsReadWrongly() {
        house.run("CREATE DATABASE spelt", "CREATE TABLE spelt.t (id INT PRIMARY KEY, name VARCHAR(50))");
        house.insert("spelt.t", 0);
        house.capture("other", "\"databases\":[\"spelt\"]");
        house.run("ALTER TABLE SPELT.T ADD total INT FIRST");
        house.run("INSERT INTO spelt.t VALUES (7, 100, 'row')");

        await(() -> house.api().state("other").equals("FAILED"));
        assertThat(house.api().get("/api/v1/sources/other").body())
                .contains("spelt it SPELT.T", "write the database as spelt in statements");
        house.expect("other.spelt.t", 10);
    }

    @Test
    void swapsAndDrops() {
        house.run(
                "CREATE TABLE shop._SWAPPED_GHO LIKE shop.swapped",
                "RENAME TABLE shop.Swapped TO shop._Swapped_Del, shop._Swapped_Gho TO shop.Swapped");
        house.insert("SHOP.SWAPPED", 100);
        house.run("DROP TABLE shop.GONE");

        house.expect("src.shop.swapped", 20, List.of(new TableReplaced()));
        house.expect("src.shop.gone", 10, List.of(new TableDropped()));
        assertThat(house.activities()).noneMatch(DefinitionHouse.of("table.rows-missing"));
    }
}
