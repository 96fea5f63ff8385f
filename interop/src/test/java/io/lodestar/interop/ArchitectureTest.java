package io.lodestar.interop;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ThrowsDeclaration;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.slf4j.spi.SLF4JServiceProvider;

/** The arrows between modules, and the habits that byte code can show. */
class ArchitectureTest {
    private static final String PROTOCOL = "io.lodestar.protocol..";
    private static final String REGISTRY = "io.lodestar.registry..";
    static final String TRANSPORT = "io.lodestar.transport..";
    static final String SERVER = "io.lodestar.server..";
    private static final String CLIENT = "io.lodestar.client..";
    private static final String TESTKIT = "io.lodestar.testkit..";
    private static final String CLI = "io.lodestar.cli..";
    private static final String APACHE_CLIENT = "io.lodestar.apache..";
    static final String INTEROP = "io.lodestar.interop..";
    static final String BENCH = "io.lodestar.bench..";

    /** What runs at users'; they have no test in them. */
    static final String[] PRODUCT = {PROTOCOL, REGISTRY, TRANSPORT, SERVER, CLIENT, TESTKIT, CLI, APACHE_CLIENT};

    static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.lodestar");

    @Test
    void everyModuleIsSeen() {
        var floors = Map.of(
                "protocol",
                60,
                "registry",
                30,
                "transport",
                15,
                "server",
                50,
                "client",
                15,
                "testkit",
                3,
                "cli",
                15,
                "apache",
                2);

        floors.forEach((module, floor) -> assertThat(CLASSES)
                .as("classes of %s; fewer means that the rules below look at nothing", module)
                .filteredOn(type -> type.getPackageName().startsWith("io.lodestar." + module))
                .hasSizeGreaterThanOrEqualTo(floor));
    }

    @Test
    void theRegistryStandsAlone() {
        classes()
                .that(resideInAnyPackage(REGISTRY))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(REGISTRY, "java..", "org.jspecify.."))
                .because("routes are worked out without a wire, a format, a clock or a thread")
                .check(CLASSES);
    }

    @Test
    void theProtocolKnowsBuffersAndJsonOnly() {
        classes()
                .that(resideInAnyPackage(PROTOCOL))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        PROTOCOL,
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "io.netty.buffer..",
                        "io.netty.util..",
                        "com.fasterxml.jackson.core.."))
                .check(CLASSES);
    }

    @Test
    void theTransportCarriesTheProtocolAndKnowsNoRoutes() {
        classes()
                .that(resideInAnyPackage(TRANSPORT))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        TRANSPORT,
                        PROTOCOL,
                        "java..",
                        "javax.net.ssl..",
                        "javax.crypto..",
                        "javax.security.auth..",
                        "jdk.net..",
                        "org.jspecify..",
                        "io.netty..",
                        "org.slf4j.."))
                .check(CLASSES);
    }

    @Test
    void theClientSpeaksByTheTransport() {
        classes()
                .that(resideInAnyPackage(CLIENT))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        CLIENT,
                        TRANSPORT,
                        PROTOCOL,
                        "java..",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..",
                        "io.netty..",
                        "org.slf4j.."))
                .check(CLASSES);
    }

    @Test
    void theCommandLineIsTheClientsUser() {
        classes()
                .that(resideInAnyPackage(CLI))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        CLI,
                        CLIENT,
                        "java..",
                        "org.jspecify..",
                        "picocli..",
                        "com.fasterxml.jackson.core..",
                        "org.slf4j.."))
                .because("what it needs of the wire, other programs need too")
                .check(CLASSES);
    }

    @Test
    void theAdapterBringsNothingWithIt() {
        classes()
                .that(resideInAnyPackage(APACHE_CLIENT))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        APACHE_CLIENT,
                        "java..",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..", // not there at run time
                        "org.apache.rocketmq..",
                        "io.netty.channel.."))
                .because("it lives in the class path of Apache's client, whatever its version")
                .check(CLASSES);
    }

    @Test
    void nobodyNeedsWhatIsForPeopleOrForTests() {
        noClasses()
                .that(resideInAnyPackage(PROTOCOL, REGISTRY, TRANSPORT, SERVER, CLIENT))
                .should()
                .dependOnClassesThat(resideInAnyPackage(TESTKIT, CLI, APACHE_CLIENT))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(PROTOCOL, REGISTRY, TRANSPORT, SERVER))
                .should()
                .dependOnClassesThat(resideInAnyPackage(CLIENT))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(CLIENT, CLI))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SERVER, REGISTRY))
                .check(CLASSES);
    }

    @Test
    void theClientShowsProgramsNothingOfTheWire() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAnyPackage(CLIENT, TESTKIT))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(not(resideInAnyPackage("io.lodestar.client.remote..")))
                .should(notMention("io.netty", "io.lodestar.transport", "io.lodestar.protocol"))
                .because("those who use it must not have to change when we change the wire's classes")
                .check(CLASSES);
    }

    @Test
    void onlyInteropAndTheAdapterNameApachesClasses() {
        noClasses()
                .that(resideInAnyPackage(PROTOCOL, REGISTRY, TRANSPORT, SERVER, CLIENT, TESTKIT, CLI))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.rocketmq..", INTEROP))
                .check(CLASSES);
    }

    @Test
    void nobodyNeedsTheBench() {
        noClasses()
                .that(resideInAnyPackage(INTEROP))
                .should()
                .dependOnClassesThat(resideInAnyPackage(BENCH, "org.openjdk.jmh.."))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage(PRODUCT))
                .should()
                .dependOnClassesThat(resideInAnyPackage(BENCH, "org.openjdk.jmh..", "org.HdrHistogram.."))
                .because("what measures the product may use any of it, and is no part of it")
                .check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("io.lodestar.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes().should(liveInANullMarkedPackage()).check(CLASSES);
    }

    @Test
    void failuresHaveNames() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(CLASSES);
    }

    @Test
    void noMethodAnnouncesJustAnyException() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(PRODUCT))
                .and()
                .areDeclaredInClassesThat()
                .areNotAssignableTo(ByteToMessageDecoder.class) // theirs do, and who refines one hands that on
                .should()
                .declareThrowableOfType(Exception.class)
                .orShould()
                .declareThrowableOfType(Throwable.class)
                .check(CLASSES);
    }

    @Test
    void onlyAMainWritesToStandardStreams() {
        noClasses()
                .that(resideInAnyPackage(PRODUCT))
                .and()
                .doNotHaveSimpleName("Main")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void nothingStaticChanges() {
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(PRODUCT))
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(CLASSES);
    }

    @Test
    void dataIsNotEditedInPlace() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(resideInAnyPackage(PROTOCOL, REGISTRY))
                .should()
                .haveNameMatching("[gs]et[A-Z].*")
                .because("accessors are nouns and changers return a new value")
                .check(CLASSES);
    }

    @Test
    void typesAreFinalOrSealed() {
        classes()
                .that(resideInAnyPackage(PRODUCT))
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("inheritance needs a decision record")
                .check(CLASSES);
    }

    @Test
    void handlersAreHidden() {
        classes()
                .that(resideInAnyPackage("io.lodestar.server.handler"))
                .and()
                .haveSimpleNameEndingWith("Handler")
                .should()
                .bePackagePrivate()
                .because("a request reaches them by its code only")
                .check(CLASSES);
    }

    @Test
    void nothingIsPublicThatOnlyItsPackageUses() {
        classes()
                .that(resideInAnyPackage(REGISTRY, TRANSPORT, SERVER))
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("Main")
                .and()
                .doNotHaveSimpleName("NameServer")
                .and()
                .areNotAssignableTo(SLF4JServiceProvider.class)
                .should(beUsedByAnotherPackage())
                .because("only a main, what others embed and what SLF4J makes may wait for users from outside")
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
                if (!used && promises(type).noneMatch(ArchitectureTest::isPublished)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is public for nobody"));
                }
            }
        };
    }

    private static ArchCondition<JavaMethod> notMention(String... packages) {
        return new ArchCondition<>("mention nothing of " + List.of(packages)) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .map(JavaClass::getPackageName)
                        .filter(mentioned -> Stream.of(packages).anyMatch(mentioned::startsWith))
                        .forEach(mentioned -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " mentions " + mentioned)));
            }
        };
    }

    private static Stream<JavaMethod> promises(JavaClass type) {
        var thrownBy = type.getMethodThrowsDeclarationsWithTypeOfSelf().stream().map(ThrowsDeclaration::getLocation);
        return Stream.concat(
                thrownBy,
                Stream.concat(
                        type.getMethodsWithReturnTypeOfSelf().stream(),
                        type.getMethodsWithParameterTypeOfSelf().stream()));
    }

    private static boolean isPublished(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, "package " + type.getPackageName() + " has no package-info.java with @NullMarked"));
                }
            }
        };
    }
}
