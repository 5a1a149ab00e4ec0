package dev.freshet.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** Rooms and doors: who may import whom. Each rule says the mend. */
@AnalyzeClasses(packages = "dev.freshet", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String[] PURE = {
        "dev.freshet.event",
        "dev.freshet.schema",
        "dev.freshet.evolution",
        "dev.freshet.registry",
        "dev.freshet.control.resource",
        "dev.freshet.control.secret",
        "dev.freshet.control.state",
        "dev.freshet.control.store",
        "dev.freshet.sink.batch",
        "dev.freshet.sink.destination",
        "dev.freshet.source.access",
    };

    private static final String[] SERVICES = {
        "dev.freshet.source..", "dev.freshet.sink..", "dev.freshet.transform..",
    };

    @ArchTest
    static final ArchRule PURE_ROOMS_IMPORT_ONLY_JAVA_AND_PURE_ROOMS = classes()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(PURE, "java..", "org.jspecify.."))
            .because("pure rooms are what everything else stands on: move the vendor type into an adapter package");

    @ArchTest
    static final ArchRule KAFKA_STAYS_IN_ITS_ROOMS_OF_THE_CONTROL_PLANE = noClasses()
            .that()
            .resideInAPackage("dev.freshet.control..")
            .and()
            .resideOutsideOfPackages("dev.freshet.control.messaging", "dev.freshet.control.ownership")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.smallrye..")
            .because("Kafka and reactive messaging belong to messaging and ownership: give the others a port");

    @ArchTest
    static final ArchRule JACKSON_STAYS_IN_ITS_ROOMS_OF_THE_CONTROL_PLANE = noClasses()
            .that()
            .resideInAPackage("dev.freshet.control..")
            .and()
            .resideOutsideOfPackages("dev.freshet.control.json", "dev.freshet.control.rest")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..")
            .because("JSON is read and written in json, and answered in rest");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_ROOMS = slices().matching("dev.freshet.(**)")
            .should()
            .beFreeOfCycles()
            .because("two rooms that need each other are one room, or hide a third: name it");

    @ArchTest
    static final ArchRule SOURCE_DOES_NOT_KNOW_THE_SINK = noClasses()
            .that()
            .resideInAPackage("dev.freshet.source..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.freshet.sink..")
            .because("services meet in Kafka only: what both need belongs to schema-registry or control-plane");

    @ArchTest
    static final ArchRule SINK_DOES_NOT_KNOW_THE_SOURCE = noClasses()
            .that()
            .resideInAPackage("dev.freshet.sink..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.freshet.source..")
            .because("services meet in Kafka only: what both need belongs to schema-registry or control-plane");

    @ArchTest
    static final ArchRule TRANSFORMS_KNOW_NO_OTHER_SERVICE = noClasses()
            .that()
            .resideInAPackage("dev.freshet.transform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.freshet.source..", "dev.freshet.sink..")
            .because("services meet in Kafka only: what both need belongs to schema-registry or control-plane");

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_KNOWS_TRANSFORMS = noClasses()
            .that()
            .resideInAnyPackage("dev.freshet.source..", "dev.freshet.sink..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.freshet.transform..")
            .because("services meet in Kafka only: what both need belongs to schema-registry or control-plane");

    @ArchTest
    static final ArchRule EXPRESSIONS_ARE_PURE = classes()
            .that()
            .resideInAPackage("dev.freshet.transform.eval")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "dev.freshet.event",
                    "dev.freshet.schema",
                    "dev.freshet.transform.eval",
                    "dev.freshet.transform.json")
            .because("an expression needs a row and nothing else: I/O and vendor types stay outside");

    @ArchTest
    static final ArchRule CALCITE_STAYS_IN_THE_PLANNER = noClasses()
            .that()
            .resideOutsideOfPackage("dev.freshet.transform.plan")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.calcite..", "org.apache.flink..")
            .because("SQL is read in plan; what it means is an Expression");

    @ArchTest
    static final ArchRule NO_CODE_IS_GENERATED_FOR_SQL = noClasses()
            .that()
            .resideInAPackage("dev.freshet.transform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.calcite.plan..", "org.apache.calcite.sql2rel..", "org.codehaus.janino..")
            .because(
                    "Calcite's planner compiles classes at run time, which a native image cannot: use parser and validator")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule LIBRARIES_DO_NOT_KNOW_QUARKUS = noClasses()
            .that()
            .resideOutsideOfPackages(SERVICES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.quarkus..")
            .because("both libraries are plain jars: use the CDI, JAX-RS or MicroProfile API");

    @ArchTest
    static final ArchRule ONLY_DEPLOY_LOCAL_STARTS_PROCESSES = noClasses()
            .that()
            .resideOutsideOfPackage("dev.freshet.local..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class)
            .because("deploy/local is the only module that knows how a process is started");

    @ArchTest
    static final ArchRule NO_DRAWERS_FOR_ODDS_AND_ENDS = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..common..", "..helper..", "..manager..", "..dto..", "..impl..", "..internal..")
            .because("packages are named for concepts of the field: name the concept");

    @ArchTest
    static final ArchRule NO_MUTABLE_STATICS = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("..generated..")
            .should()
            .beFinal()
            .because("state belongs to an object that somebody constructs");

    private static String[] join(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
