package io.lodestar.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NameRuleTest {
    private static final NameRule RULE = new NameRule(8);

    @ParameterizedTest
    @ValueSource(strings = {"", "T", "%RETRY%g", "订单主题", "\ud83d\ude80", "a b\u00a0", "a|b-c_d.", "[::1]:80"})
    void namesOfRealProgramsAreTaken(String name) {
        assertThat(RULE.checked("topic", name)).isSameAs(name);
    }

    @Test
    void oneCharacterMoreIsTooLong() {
        assertThat(RULE.checked("topic", "12345678")).isEqualTo("12345678");
        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> RULE.checked("topic", "123456789"))
                .withMessage(
                        "topic of 9 characters exceeds nameMaxLength 8; send less, or raise nameMaxLength at the name server");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, '\n', '\r', 0x1b, 0x1f, 0x7f, 0x80, 0x9b, 0x9f})
    void noControlCharacterIsInAName(int character) {
        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> RULE.checked("brokerName", "ab" + (char) character))
                .withMessage("brokerName is no name: its character 3 is the control character "
                        + String.format(java.util.Locale.ROOT, "U+%04X", character));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude80", "a\ud83d", "\ud83da", "\ude80\ud83d", "\ud83d\ude80\ude80"})
    void noHalfOfASurrogatePairIsInAName(String name) {
        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> RULE.checked("topic", name))
                .withMessageContaining("is half of a surrogate pair");
    }

    @Test
    void aRuleThatNoNameKeepsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NameRule(0));
    }
}
