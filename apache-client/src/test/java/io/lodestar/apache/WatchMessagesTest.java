package io.lodestar.apache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of words that a name server should not have said. */
final class WatchMessagesTest {
    private static final Map<String, Object> BODY = Map.of("all", false, "topics", List.of("orders"));

    @Test
    void anAnswerIsRead() {
        assertThat(WatchMessages.watching("a:7", "2", BODY))
                .isEqualTo(new Answer.Watching(new Changes("a:7", false, List.of("orders")), 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:", "1:x", ":1", "1:-1", "1:99999999999999999999"})
    void anAnswerWithoutAVersionIsARefusalAndItsPushIsOfAnything(String version) {
        assertThat(WatchMessages.watching(version, "2", BODY))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.remark()).contains("'" + version + "'"));
        assertThat(WatchMessages.changes(version, BODY)).isEqualTo(new Changes("", true, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "99999999999"})
    void anAnswerWithoutANumberOfTopicsIsARefusal(String watched) {
        assertThat(WatchMessages.watching("a:7", watched, BODY)).isInstanceOf(Answer.Refused.class);
    }
}
