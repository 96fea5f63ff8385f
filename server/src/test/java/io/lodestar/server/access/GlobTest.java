package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of names. */
class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "broker-a,broker-a,true",
        "broker-a,broker-aa,false",
        "broker-a,Broker-a,false",
        "broker-*,broker-,true",
        "broker-*,broker-a,true",
        "broker-*,proker-a,false",
        "*,'',true",
        "?,'',false",
        "?,x,true",
        "b?-*-x,b1-middle-x,true",
        "b?-*-x,b1-middle-x-,false",
        "*a*b*,xxaxxbxx,true",
        "*a*b*,xxbxxaxx,false",
        "a.c,abc,false",
        "'',a,false"
    })
    void aPatternStandsForNames(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void manyStarsTakeNoLonger() {
        var glob = new Glob("*a".repeat(100) + "b");

        var begin = System.nanoTime();
        assertThat(glob.matches("a".repeat(10_000))).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
}
