package io.lodestar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void roundsAreDividedOneByOne() {
        var ratios = Spread.of(1, 6, 2).dividedBy(Spread.of(2, 3, 1));

        assertThat(ratios.median()).isEqualTo(2);
        assertThat(ratios.least()).isEqualTo(0.5);
        assertThat(ratios.most()).isEqualTo(2);
    }

    @Test
    void aRoundInWhichTheOtherDidNothingHasNoRatio() {
        assertThat(Spread.of(1, 4).dividedBy(Spread.of(0, 2)).count()).isEqualTo(1);
        assertThat(Spread.of(1).dividedBy(Spread.of()).isEmpty()).isTrue();
    }

    @Test
    void theMedianOfTwoLiesBetweenThem() {
        assertThat(Spread.of(1, 2).median()).isEqualTo(1.5);
    }
}
