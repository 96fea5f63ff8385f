package io.lodestar.server.web;

import java.util.Optional;
import java.util.stream.Stream;

/** The name of this machine as its environment has it; no name service is asked. */
final class MachineName {
    private final String text = Stream.of("HOSTNAME", "COMPUTERNAME")
            .flatMap(variable -> Optional.ofNullable(System.getenv(variable)).stream())
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse("localhost");

    String text() {
        return text;
    }
}
