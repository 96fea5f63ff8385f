package io.lodestar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void everyKindOfMemberHasItsForm() {
        var json = Json.object()
                .with("text", "a\"b")
                .with("number", 7L)
                .with("truth", true)
                .with("time", Instant.EPOCH)
                .with("lengthMillis", Duration.ofSeconds(2))
                .with("absent", Optional.empty())
                .with("present", Optional.of("x"))
                .with("list", List.of(1, 2))
                .with("map", Map.of(0, "zero"))
                .with("inner", Json.object().with("a", "b"));

        assertThat(json.line())
                .isEqualTo(
                        "{\"text\":\"a\\\"b\",\"number\":7,\"truth\":true,\"time\":\"1970-01-01T00:00:00Z\",\"lengthMillis\":2000,"
                                + "\"present\":\"x\",\"list\":[1,2],\"map\":{\"0\":\"zero\"},\"inner\":{\"a\":\"b\"}}");
    }

    @Test
    void nothingInItCanReachATerminal() {
        var json = Json.object().with("name", "a\u001b\u009b\u202e\u007f\nb");

        assertThat(json.line()).isEqualTo("{\"name\":\"a\\u001B\\u009B\\u202E\\u007F\\nb\"}");
    }

    @Test
    void aPageHasALineForEachMember() {
        assertThat(Json.object().with("a", 1).with("b", List.of("c")).page())
                .isEqualTo("{\n  \"a\": 1,\n  \"b\": [\n    \"c\"\n  ]\n}");
    }
}
