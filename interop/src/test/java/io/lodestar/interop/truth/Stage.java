package io.lodestar.interop.truth;

import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Apache's name server and ours, in processes of their own, for the scripts of a test class. */
final class Stage implements BeforeAllCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(Stage.class);

    private final Map<String, String> settings;
    private final boolean shared;
    private Optional<Pair> pair = Optional.empty();

    private Stage(Map<String, String> settings, boolean shared) {
        this.settings = Map.copyOf(settings);
        this.shared = shared;
    }

    /** Servers with nothing but their defaults, which all classes share that leave them as they found them. */
    static Stage shared() {
        return new Stage(Map.of(), true);
    }

    /** Servers for one class, with these lines in their property files. */
    static Stage with(Map<String, String> settings) {
        return new Stage(settings, false);
    }

    /** Plays a script on both servers at once, on connections of its own that end with it. */
    <T> Seen<T> play(Function<Side, T> script) {
        var both = pair.orElseThrow();
        var apache = CompletableFuture.supplyAsync(() -> playOn(both.apache(), script));
        var ours = playOn(both.ours(), script);
        return new Seen<>(apache.join(), ours);
    }

    /** Plays a script on our server alone, for what the original has no counterpart of. */
    <T> T playOnOurs(Function<Side, T> script) {
        return playOn(pair.orElseThrow().ours(), script);
    }

    private static <T> T playOn(NameServerProcess process, Function<Side, T> script) {
        try (var side = new Side(process)) {
            return script.apply(side);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var store = (shared ? context.getRoot() : context).getStore(NAMESPACE);
        var name = shared ? "shared" : context.getRequiredTestClass().getSimpleName();
        pair = Optional.of(store.computeIfAbsent(name, key -> Pair.start(name, settings), Pair.class));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pair = Optional.empty();
    }

    /** The two processes; a store closes them with the scope that it belongs to. */
    private record Pair(NameServerProcess apache, NameServerProcess ours) implements AutoCloseable {
        static Pair start(String name, Map<String, String> settings) {
            var folder = Path.of(
                            "target",
                            "truth",
                            Long.toString(ProcessHandle.current().pid()),
                            name)
                    .toAbsolutePath();
            return new Pair(
                    NameServerProcess.start(NameServerProgram.APACHE, folder.resolve("apache"), settings),
                    NameServerProcess.start(NameServerProgram.LODESTAR, folder.resolve("ours"), settings));
        }

        @Override
        public void close() {
            apache.close();
            ours.close();
        }
    }
}
