package io.lodestar.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Node and npm, where this machine has them. */
record NodeTools(Path node, Path npm) {
    private static final Duration TIME_TO_INSTALL = Duration.ofMinutes(3);

    static Optional<NodeTools> find() {
        return onPath("node").flatMap(node -> onPath("npm").map(npm -> new NodeTools(node, npm)));
    }

    /** The first program of this name on the search path. */
    static Optional<Path> onPath(String program) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return List.of(path.split(File.pathSeparator)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Fetches what {@code package-lock.json} in the folder names, unless that was done before; returns whether it is there. */
    boolean install(Path folder, Path logs) {
        if (isInstalled(folder)) {
            return true;
        }
        var command = List.of(
                npm.toString(), "ci", "--prefix", folder.toString(), "--ignore-scripts", "--no-audit", "--no-fund");
        try (var process = ChildProcess.start("npm", logs, command, Map.of())) {
            return process.awaitExit(TIME_TO_INSTALL) == 0;
        }
    }

    private static boolean isInstalled(Path folder) {
        var installed = folder.resolve("node_modules/.package-lock.json");
        var wanted = folder.resolve("package-lock.json");
        try {
            return Files.exists(installed)
                    && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
