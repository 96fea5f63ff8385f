package io.lodestar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1 s",
        "119999, 119 s",
        "120000, 2 min",
        "7200000, 2 h",
        "172800000, 2 d",
        "-3000, -3 s"
    })
    void aLengthOfTimeIsRough(long millis, String text) {
        assertThat(Text.of(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"6, rw-", "4, r--", "2, -w-", "7, rwi", "0, ---"})
    void aPermissionHasALetterForEachBit(int bits, String text) {
        assertThat(Text.permission(bits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"orders, orders", "grün-漢字, grün-漢字", "a\uD800b, a\\ud800b", "a\u200Bb, a\\u200bb"})
    void onlyPlainCharactersStayAsTheyAre(String text, String safe) {
        assertThat(Text.safe(text)).isEqualTo(safe);
    }
}
