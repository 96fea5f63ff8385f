package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.registry.Drain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the drains holds any name, and is damaged when it holds anything else. */
class DrainJsonTest {
    private final DrainJson format = new DrainJson();

    @Test
    void anyNameComesBack() throws IOException {
        var drains = new TreeSet<>(Set.of(
                new Drain("C", "a"),
                new Drain("", "b\"\n"),
                new Drain("集群", "\uDE00 half \uD83D"),
                new Drain("C", "b")));

        assertThat(format.read(format.write(drains))).isEqualTo(drains);
        assertThat(format.read(format.write(format.empty()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"drains\":null}",
                "{\"drain\":[]}",
                "{\"drains\":[[\"C\"]]}",
                "{\"drains\":[[\"C\",\"a\",\"b\"]]}",
                "{\"drains\":[[\"C\",1]]}",
                "{\"drains\":[\"a\"]}",
                "{\"drains\":[[\"C\",\"a\"]",
                "{\"drains\":[]} more",
                "{\"drains\":[],\"x\":1}"
            })
    void anythingElseIsDamaged(String text) {
        assertThatThrownBy(() -> format.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DamagedException.class)
                .hasMessageMatching(".+");
    }
}
