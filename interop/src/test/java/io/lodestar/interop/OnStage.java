package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class a {@link Scene} of its own, which ends with the class, or the {@link Fleet} that all classes
 * share, which ends with the last of them. After a failure it prints the ends of the logs.
 */
final class OnStage implements ParameterResolver, AfterTestExecutionCallback, LifecycleMethodExecutionExceptionHandler {
    private static final Namespace NAMESPACE = Namespace.create(OnStage.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Scene.class || type == Fleet.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fleet.class ? fleet(context) : scene(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            printLogs(context);
        }
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        printLogs(context);
        throw failure;
    }

    private static Scene scene(ExtensionContext context) {
        var name = context.getRequiredTestClass().getSimpleName();
        return store(context).computeIfAbsent(name, key -> Scene.in(folder(name)), Scene.class);
    }

    private static Fleet fleet(ExtensionContext context) {
        return store(context.getRoot())
                .computeIfAbsent(Fleet.class, key -> Fleet.on(Scene.in(folder("Fleet"))), Fleet.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    private static Path folder(String name) {
        var run = Long.toString(ProcessHandle.current().pid());
        return Checkout.path("interop/target/scenes").resolve(run).resolve(name);
    }

    @SuppressWarnings("SystemOut") // whoever reads the failure wants to see what the processes said
    private static void printLogs(ExtensionContext context) {
        var folder = folder(context.getRequiredTestClass().getSimpleName());
        var folders = Files.isDirectory(folder) ? folder : folder("Fleet");
        try (var files = Files.walk(folders, 2)) {
            files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .map(ChildProcess::tail)
                    .forEach(System.out::println);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
