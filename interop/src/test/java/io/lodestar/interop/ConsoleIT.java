package io.lodestar.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A browser walks through the console of a live name server; each thing it looks at is a test. {@code interop/browser} has the walk. */
@Isolated("a browser needs a processor for itself")
@ExtendWith(OnStage.class)
final class ConsoleIT {
    private static final String DOCUMENTED =
            "overview,brokers,broker,topics,topic,missing,events,peers,kv,config,topic-zh-dark,overview-phone-dark";

    private final Scene scene;

    ConsoleIT(Scene scene) {
        this.scene = scene;
    }

    @TestFactory
    Stream<DynamicTest> theConsoleShowsWhatTheNameServerKnows() {
        var found = Browser.find(scene.folder());
        assumeTrue(found.browser().isPresent(), found.missing());
        var stage = ConsoleStage.on(scene);
        var walk = new ConsoleWalk(stage, found.browser().get(), scene.folder(), pictures());
        return walk.steps().onClose(walk::close).onClose(stage::close);
    }

    /** {@code -Dlodestar.pictures=write} renews those that the documentation shows. */
    private static Pictures pictures() {
        return System.getProperty("lodestar.pictures", "").equals("write")
                ? new Pictures(Checkout.path("docs/images"), DOCUMENTED)
                : new Pictures(Checkout.path("interop/target/console"), "");
    }

    /** Where pictures go, and which are taken: all unless some are named. */
    record Pictures(Path folder, String only) {}
}
