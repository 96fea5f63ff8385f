package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model test itself: it finds planted faults and cuts the steps down to those that show them. */
class ModelRunTest {
    private static final Step REGISTER =
            new Step.Register(OperationKind.FULL_REGISTRATION, master("a").build());
    private static final Step DELETE = new Step.DeleteTopic(OperationKind.DELETE_TOPIC, "T1");
    private static final int STEPS = 40;
    private static final int SEEDS = 500;

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsFound(PlantedFault fault) {
        var run = new ModelRun(ModelRunTest::registry, fault::subject);

        var found = LongStream.range(0, SEEDS)
                .mapToObj(seed -> run.difference(new StepGenerator(seed).steps(STEPS)))
                .flatMap(Optional::stream)
                .findFirst();

        assertThat(found).as("%s, after %d sequences", fault, SEEDS).isPresent();
    }

    @Test
    void aRegistryThatTakesARegistrationForUnchangedAfterADeletionIsFound() {
        assertThat(differenceWhenOverlooked("deleteTopic")).isPresent();
    }

    @Test
    void aRegistryThatTakesARegistrationForUnchangedAfterAPutIsFound() {
        assertThat(differenceWhenOverlooked("putTopic")).isPresent();
    }

    @Test
    void aRegistryThatTakesARegistrationForUnchangedAfterRetiringIsFound() {
        assertThat(differenceWhenOverlooked("expire")).isPresent();
    }

    /** Compares the reference with a registry in which a change of some kind leaves the editions as they were. */
    private static Optional<String> differenceWhenOverlooked(String change) {
        var run = new ModelRun(() -> overlooking(change), () -> new ReferenceRegistry(new Tally()));
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> run.difference(new StepGenerator(seed).steps(STEPS)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Subject overlooking(String change) {
        var registry = new RegistrySubject(new Tally());
        return (Subject) Proxy.newProxyInstance(
                Subject.class.getClassLoader(), new Class<?>[] {Subject.class}, (proxy, method, arguments) -> {
                    var answer = method.invoke(registry, arguments);
                    if (method.getName().equals(change)) {
                        registry.overlookChanges();
                    }
                    return answer;
                });
    }

    private static Subject registry() {
        return new RegistrySubject(new Tally());
    }

    @Test
    void subjectsThatAgreeDoNotDiffer() {
        Supplier<Subject> reference = () -> new ReferenceRegistry(new Tally());
        var run = new ModelRun(reference, reference);

        assertThat(run.difference(new StepGenerator(1).steps(100))).isEmpty();
    }

    @Test
    void aDifferenceIsCutDownToItsSteps() {
        var steps = new ArrayList<>(new StepGenerator(1).steps(40));
        steps.add(20, REGISTER);
        steps.add(21, DELETE);
        var run = new ModelRun(ModelRunTest::registry, () -> whereDeleting(() -> {}));

        var report = run.difference(steps).orElseThrow();

        assertThat(report).startsWith("2 steps:").contains("DeleteTopic", "last picture:");
    }

    @Test
    void aThrownFailureIsADifference() {
        var run = new ModelRun(
                ModelRunTest::registry,
                () -> whereDeleting(() -> {
                    throw new IllegalStateException("planted");
                }));

        var report = run.difference(List.of(REGISTER, DELETE, REGISTER)).orElseThrow();

        assertThat(report).startsWith("1 steps:").contains("IllegalStateException: planted");
    }

    /** Returns a reference in which deleting a topic does something else. */
    private static Subject whereDeleting(Runnable instead) {
        var reference = new ReferenceRegistry(new Tally());
        return (Subject) Proxy.newProxyInstance(
                Subject.class.getClassLoader(), new Class<?>[] {Subject.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("deleteTopic")) {
                        return method.invoke(reference, arguments);
                    }
                    instead.run();
                    boolean known = reference.picture().topics().contains((String) arguments[0]);
                    return new Picture.Answer(known, List.of());
                });
    }
}
