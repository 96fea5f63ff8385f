package io.lodestar.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout this class was built in: where launchers and resolved jars are found. */
final class Checkout {
    private static final Path HOME = find();

    private Checkout() {}

    /** A file or folder of the checkout. */
    static Path path(String relative) {
        return HOME.resolve(relative);
    }

    private static Path find() {
        var workingDirectory = Path.of("").toAbsolutePath();
        var start = Path.of(System.getProperty("lodestar.home", workingDirectory.toString()));
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("interop/releases/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                start + " is in no checkout of Lodestar; start there or set the system property lodestar.home");
    }
}
