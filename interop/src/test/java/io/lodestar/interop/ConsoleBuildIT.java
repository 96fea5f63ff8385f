package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in the jar, which nobody reads, are what the sources make that somebody did read. */
final class ConsoleBuildIT {
    private static final Duration TIME_TO_BUILD = Duration.ofMinutes(2);
    private static final Set<String> NOT_SOURCES = Set.of("node_modules", "dist", "coverage");

    @TempDir
    private Path folder;

    @Test
    void theCommittedPagesAreWhatTheirSourcesMake() throws IOException {
        var tools = NodeTools.find();
        assumeTrue(tools.isPresent(), "the console was not built anew: there is no Node with npm on the search path");
        var app = folder.resolve("app");
        files(Checkout.path("console/app")).forEach((name, content) -> write(app.resolve(name), content));
        assumeTrue(tools.get().install(app, folder), "the console was not built anew: npm could not fetch its tools");

        build(tools.get(), app);

        var built = files(folder.resolve("src/main/resources"));
        var committed = files(Checkout.path("console/src/main/resources"));
        assertThat(built.keySet()).as("the names of the files").isEqualTo(committed.keySet());
        assertThat(built)
                .allSatisfy((name, content) -> assertThat(content).as(name).isEqualTo(committed.get(name)));
    }

    private void build(NodeTools tools, Path app) {
        var command = List.of(tools.npm().toString(), "--prefix", app.toString(), "run", "build");
        try (var process = ChildProcess.start("build", folder, command, Map.of())) {
            assertThat(process.awaitExit(TIME_TO_BUILD)).as(process.tail()).isZero();
        }
    }

    private static Map<String, byte[]> files(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                files.put(root.relativize(file).toString(), Files.readAllBytes(file));
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
