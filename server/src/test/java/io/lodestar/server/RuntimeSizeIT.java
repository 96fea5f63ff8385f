package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeSizeIT {
    private static final int FEWER_JARS_THAN = 33;
    private static final long FEWER_BYTES_THAN = 20_000_000;

    @Test
    void theServerRunsOnFewAndSmallJars() throws IOException {
        List<Path> jars;
        try (var files = Files.list(Path.of("target", "lib"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }

        long bytes = 0;
        for (var jar : jars) {
            bytes += Files.size(jar);
        }

        assertThat(jars)
                .as("the libraries of the server; docs/security.md has a reason for each")
                .isNotEmpty()
                .hasSizeLessThan(FEWER_JARS_THAN);
        assertThat(bytes).as("bytes of %s", jars).isLessThan(FEWER_BYTES_THAN);
    }
}
