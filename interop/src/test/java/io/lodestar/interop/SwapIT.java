package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.server.store.KvStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache's name server takes over what ours has written, and the other way round. */
class SwapIT {
    private static final int PUT_KV = 100;
    private static final int LIST_KV = 219;

    @TempDir
    private Path folder;

    @Test
    void aKvFileWithAChecksumIsTheOriginalsToo() throws IOException {
        var kvFile = folder.resolve("kvConfig.json");
        KvStore.open(kvFile).put("n", "ours", Optional.of("v\"1"));

        try (var original = NameServerProcess.start(NameServerProgram.APACHE, folder, Map.of())) {
            assertThat(original.routes().ask(LIST_KV, "\"namespace\":\"n\"").orElseThrow())
                    .contains("\"ours\":\"v\\\"1\"");
            original.routes().ask(PUT_KV, "\"namespace\":\"n\",\"key\":\"theirs\",\"value\":\"w\"");
        }

        assertThat(Files.readString(kvFile)).doesNotContain("writtenByLodestar");
        assertThat(KvStore.open(kvFile).list("n").orElseThrow())
                .containsExactly(Map.entry("ours", "v\"1"), Map.entry("theirs", "w"));
    }
}
