package io.lodestar.client.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PropertyLinesTest {
    @Test
    void whatIsWrittenIsReadAsAPropertyFileOfLatin1() throws IOException {
        var changes = Map.of("a key", " leading, = : # ! \\ \n and \u00fc\u4e2d", "#b", "");
        var out = Unpooled.buffer();

        PropertyLines.write(changes, out);

        var read = new Properties();
        read.load(new StringReader(out.toString(ISO_8859_1)));
        assertThat(read).containsExactlyInAnyOrderEntriesOf(changes);
    }

    @Test
    void whatIsToldIsTakenAsItStands() {
        var told = Unpooled.wrappedBuffer("path=C:\\temp\nempty=\nequals=a=b\n\nno line\n".getBytes(UTF_8));

        assertThat(PropertyLines.read(told))
                .containsExactlyInAnyOrderEntriesOf(Map.of("path", "C:\\temp", "empty", "", "equals", "a=b"));
    }
}
