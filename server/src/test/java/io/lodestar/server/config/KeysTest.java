package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of keys is whole, and every value has bounds. */
class KeysTest {

    private static final Pattern RANGE = Pattern.compile("a whole number from (-?\\d+) to (\\d+)");

    @Test
    void namesAreUniqueAndEveryKeyIsExplained() {
        var names = Keys.all().stream().map(Key::name).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(Keys.all()).allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
    }

    @Test
    void everyConstantIsNamedForItsKey() throws IllegalAccessException {
        for (var constant : Keys.class.getFields()) {
            var key = (Key<?>) constant.get(Keys.class);
            var spelled = key.name().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);

            assertThat(constant.getName()).isEqualTo(spelled);
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumberHasBoundsThatItMayReachAndNotPass(Key<?> key) {
        var range = RANGE.matcher(key.description());
        assertThat(range.matches()).as(key.description()).isTrue();
        var min = Long.parseLong(range.group(1));
        var max = Long.parseLong(range.group(2));

        assertThat(key.parse(Long.toString(min))).as("the least value").isPresent();
        assertThat(key.parse(Long.toString(max))).as("the greatest value").isPresent();
        assertThat(key.parse(Long.toString(min - 1))).as("below the least").isEmpty();
        assertThat(key.parse(Long.toString(max + 1))).as("above the greatest").isEmpty();
        assertThat(key.parse("abc")).isEmpty();
        assertThat(key.parse("1.5")).isEmpty();
        assertThat(key.parse("")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("flags")
    void aFlagIsTrueOrFalseInAnyCase(Key<Boolean> key) {
        assertThat(key.parse(" TRUE ")).contains(true);
        assertThat(key.parse("false")).contains(false);
        assertThat(key.parse("yes")).isEmpty();
        assertThat(key.parse("")).isEmpty();
    }

    @Test
    void aTildeIsTheUsersHome() {
        assertThat(Keys.KV_CONFIG_PATH.parse("~/a/b"))
                .hasValueSatisfying(path -> assertThat(path).hasToString(System.getProperty("user.home") + "/a/b"));
        assertThat(Keys.KV_CONFIG_PATH.parse("")).isEmpty();
        assertThat(Keys.KV_CONFIG_PATH.parse("/")).isEmpty();
        assertThat(Keys.KV_CONFIG_PATH.parse("a\0b")).isEmpty();
    }

    @Test
    void slipsOfTheHandAreRecognised() {
        assertThat(Map.of(
                        "listenprot", Spelling.hint("listenprot"),
                        "ordermessageenabled", Spelling.hint("ordermessageenabled"),
                        "brokerClusterName", Spelling.hint("brokerClusterName"),
                        "x", Spelling.hint("x")))
                .isEqualTo(Map.of(
                        "listenprot", "; did you mean listenPort?",
                        "ordermessageenabled", "; did you mean orderMessageEnable?",
                        "brokerClusterName", "",
                        "x", ""));
    }

    static Stream<Key<?>> numbers() {
        return Keys.all().stream().filter(key -> key.defaultValue() instanceof Number);
    }

    static Stream<Key<?>> flags() {
        return Keys.all().stream().filter(key -> key.defaultValue() instanceof Boolean);
    }
}
