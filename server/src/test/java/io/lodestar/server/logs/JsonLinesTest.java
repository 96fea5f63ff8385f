package io.lodestar.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final LoggerContext context = new LoggerContext();
    private final JsonLines lines = JsonLines.started(context);

    private String line(String format, @Nullable Throwable fault, Object... arguments) {
        var event =
                new LoggingEvent("caller", context.getLogger("io.lodestar.Some"), Level.WARN, format, fault, arguments);
        return new String(lines.encode(event), UTF_8);
    }

    private static Map<String, String> members(String line) throws IOException {
        var members = new HashMap<String, String>();
        try (var json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                members.put(json.currentName(), json.nextTextValue());
            }
            assertThat(json.nextToken()).as("after the object").isNull();
        }
        return members;
    }

    @Test
    void anEventIsOneObjectOnOneLine() throws IOException {
        var line = line("broker {} of {}", new IllegalStateException("a\nb"), "a", 7);

        assertThat(line).endsWith(System.lineSeparator());
        assertThat(line.strip()).doesNotContain("\n");
        assertThat(members(line))
                .containsOnlyKeys("time", "level", "logger", "thread", "message", "fault")
                .containsEntry("level", "WARN")
                .containsEntry("logger", "io.lodestar.Some")
                .containsEntry("message", "broker a of 7");
        assertThat(members(line).get("fault")).startsWith("java.lang.IllegalStateException: a\nb");
    }

    @Test
    void whatAPeerSentForgesNothing() throws IOException {
        var hostile = "x\"}\r\n{\"level\":\"ERROR\"}\u0000\u001b[2J\u009b\u2028\u2029\u007f";

        var line = line("topic {}", null, hostile);

        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line.strip().chars()).allMatch(each -> each >= 0x20 && (each < 0x7f || each > 0x9f));
        assertThat(members(line)).containsEntry("level", "WARN");
        assertThat(members(line).get("message")).isEqualTo("topic x\"}\r\n{\"level\":\"ERROR\"}\u0000\u001b[2J????");
    }

    @Test
    void halfOfASurrogatePairDoesNotHideItsLine() throws IOException {
        for (var half : List.of("\ud83d", "\ude00", "a\ud83db", "\ud83d\ud83d")) {
            assertThat(members(line("topic {} is late", null, half)).get("message"))
                    .startsWith("topic ")
                    .endsWith(" is late");
        }
    }

    @Test
    void namesInAnyScriptStayAsTheyAre() throws IOException {
        assertThat(members(line("主题 {}", null, "订单-é"))).containsEntry("message", "主题 订单-é");
    }
}
