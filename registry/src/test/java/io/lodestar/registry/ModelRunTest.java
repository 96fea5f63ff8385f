package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model test itself: it finds a planted difference and cuts the steps down to those that show it. */
class ModelRunTest {
    private static final Step REGISTER = new Step.Register(master("a").build());
    private static final Step DELETE = new Step.DeleteTopic("T1");

    @Test
    void subjectsThatAgreeDoNotDiffer() {
        var run = new ModelRun(ReferenceRegistry::new, ReferenceRegistry::new);

        assertThat(run.difference(new StepGenerator(1).steps(100))).isEmpty();
    }

    @Test
    void aDifferenceIsCutDownToItsSteps() {
        var steps = new ArrayList<>(new StepGenerator(1).steps(40));
        steps.add(20, REGISTER);
        steps.add(21, DELETE);
        var run = new ModelRun(RegistrySubject::new, () -> whereDeleting(() -> {}));

        var report = run.difference(steps).orElseThrow();

        assertThat(report).startsWith("2 steps:").contains("DeleteTopic", "last picture:");
    }

    @Test
    void aThrownFailureIsADifference() {
        var run = new ModelRun(
                RegistrySubject::new,
                () -> whereDeleting(() -> {
                    throw new IllegalStateException("planted");
                }));

        var report = run.difference(List.of(REGISTER, DELETE, REGISTER)).orElseThrow();

        assertThat(report).startsWith("1 steps:").contains("IllegalStateException: planted");
    }

    /** Returns a reference in which deleting a topic does something else. */
    private static Subject whereDeleting(Runnable instead) {
        var reference = new ReferenceRegistry();
        return (Subject) Proxy.newProxyInstance(
                Subject.class.getClassLoader(), new Class<?>[] {Subject.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("deleteTopic")) {
                        return method.invoke(reference, arguments);
                    }
                    instead.run();
                    return null;
                });
    }
}
