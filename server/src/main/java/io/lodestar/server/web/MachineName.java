package io.lodestar.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name of this machine as the system has it; no name service is asked. */
final class MachineName {
    private static final Logger LOG = LoggerFactory.getLogger(MachineName.class);
    private static final Path OF_LINUX = Path.of("/proc/sys/kernel/hostname");

    private final Optional<String> text = ofKernel().or(MachineName::ofEnvironment);

    private static Optional<String> ofEnvironment() {
        return Stream.of("HOSTNAME", "COMPUTERNAME")
                .flatMap(variable -> Optional.ofNullable(System.getenv(variable)).stream())
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    private static Optional<String> ofKernel() {
        try {
            return Files.exists(OF_LINUX)
                    ? Optional.of(Files.readString(OF_LINUX).strip()).filter(name -> !name.isEmpty())
                    : Optional.empty();
        } catch (IOException unreadable) {
            LOG.debug("The name of this machine cannot be read", unreadable);
            return Optional.empty();
        }
    }

    /** Returns the name; empty when the system does not tell. */
    Optional<String> text() {
        return text;
    }
}
