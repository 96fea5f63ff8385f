package io.lodestar.interop;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.lodestar.interop.ArchitectureTest.BENCH;
import static io.lodestar.interop.ArchitectureTest.CLASSES;
import static io.lodestar.interop.ArchitectureTest.INTEROP;
import static io.lodestar.interop.ArchitectureTest.PRODUCT;
import static io.lodestar.interop.ArchitectureTest.SERVER;
import static io.lodestar.interop.ArchitectureTest.TRANSPORT;

import org.junit.jupiter.api.Test;

/** The arrows around what is seen from outside. */
class HttpArchitectureTest {
    private static final String HTTP = "io.lodestar.server.http..";
    private static final String WEB = "io.lodestar.server.web..";
    private static final String METRICS = "io.lodestar.server.metrics..";

    @Test
    void httpKnowsNoNameServer() {
        classes()
                .that(resideInAnyPackage(HTTP))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        HTTP,
                        TRANSPORT,
                        "java..",
                        "org.jspecify..",
                        "io.netty..",
                        "org.slf4j..",
                        "com.fasterxml.jackson.core.."))
                .check(CLASSES);
        noClasses()
                .that(not(resideInAnyPackage(HTTP)))
                .and(not(resideInAnyPackage(INTEROP, BENCH)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty.handler.codec.http.."))
                .because("without an HTTP port none of it is loaded")
                .check(CLASSES);
    }

    @Test
    void theWebLooksAtTheServerAndIsNotSeenByIt() {
        noClasses()
                .that(resideInAnyPackage(SERVER))
                .and(not(resideInAnyPackage(WEB, HTTP)))
                .and(not(resideInAPackage("io.lodestar.server")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(WEB, HTTP))
                .check(CLASSES);
    }

    @Test
    void onlyMetricsKnowsHowTheyAreExposed() {
        noClasses()
                .that(resideInAnyPackage(PRODUCT))
                .and(not(resideInAnyPackage(METRICS)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.prometheus.."))
                .because("what is counted on the way of a request is plain numbers, read when somebody asks")
                .check(CLASSES);
    }
}
