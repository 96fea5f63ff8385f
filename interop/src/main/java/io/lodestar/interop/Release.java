package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A release of Apache RocketMQ whose programs are run. */
public enum Release {
    /** The newest one. */
    V5_5_0("5.5.0"),
    /** The 4.x that most run. */
    V4_9_7("4.9.7"),
    /** Old enough to be served the legacy JSON dialect, which ended with 4.9.4. */
    V4_8_0("4.8.0");

    private final String version;

    Release(String version) {
        this.version = version;
    }

    /** As Maven names it. */
    public String version() {
        return version;
    }

    /** The jars of this release, and of no other. */
    public String classPath() {
        var file = Checkout.path("interop/releases/rocketmq-" + version + "/target/classpath");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the jars of " + version + " are not resolved; run mvn -q -f interop/releases generate-resources",
                    e);
        }
    }

    @Override
    public String toString() {
        return version;
    }
}
