package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Property files are read in all their syntax and written so that they read back. */
class PropertyTextTest {

    @Test
    void everySyntaxOfAPropertyFileIsRead() {
        var text = """
                # a comment
                ! another
                a=1
                b: 2
                c 3
                  d   =   4 \s
                e=one \\
                   two
                f=\\u4e2d
                g
                """;

        assertThat(PropertyText.parse(text))
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", "2"),
                        Map.entry("c", "3"),
                        Map.entry("d", "4"),
                        Map.entry("e", "one two"),
                        Map.entry("f", "中"),
                        Map.entry("g", ""));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        var entries = new TreeMap<>(Map.of(
                "path", "C:\\temp\\new",
                "lines", "one\ntwo\r\tthree",
                "text", "中 ü 😀 = : # !",
                "odd key=:#!\\中", "value",
                "<!--", "",
                "empty", ""));

        assertThat(PropertyText.parse(PropertyText.format(entries))).isEqualTo(entries);
    }

    @Test
    void whatIsWrittenIsPlainAscii() {
        var text = PropertyText.format(new TreeMap<>(Map.of("k", "中\nü")));

        assertThat(text).isEqualTo("k=\\u4E2D\\u000A\\u00FC\n");
    }

    @Test
    void aBrokenEscapeIsRefused() {
        assertThatThrownBy(() -> PropertyText.parse("a=\\u12")).isInstanceOf(IllegalArgumentException.class);
    }
}
