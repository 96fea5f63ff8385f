package io.lodestar.interop;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout this class was built in: where launchers and resolved jars are found. */
public final class Checkout {
    private static final Path HOME = find();

    private Checkout() {}

    /** A file or folder of the checkout. */
    public static Path path(String relative) {
        return HOME.resolve(relative);
    }

    private static Path find() {
        var classes = location();
        for (Path folder = classes; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("interop/releases/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(classes + " is in no checkout of Lodestar; build and run it in one");
    }

    private static Path location() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of our own classes is unknown", e);
        }
    }
}
