package io.lodestar.interop.differential;

import java.util.Optional;

/**
 * What the peers of one sequence go in for, so that each sequence exercises a few features closely and not all of them
 * thinly.
 *
 * @param acting whether a slave may act as master: empty for brokers before 5.0.0
 */
record Traits(
        Optional<Boolean> acting,
        boolean zones,
        boolean drains,
        boolean mappings,
        boolean unitFlags,
        boolean switches,
        boolean filterServers,
        boolean sharedLines,
        boolean stateVersions,
        boolean flaws) {
    static Traits roll(Dice dice) {
        Optional<Boolean> acting = dice.percent(40) ? Optional.empty() : Optional.of(dice.percent(60));
        return new Traits(
                acting,
                dice.percent(30),
                dice.percent(40),
                dice.percent(25),
                dice.percent(40),
                dice.percent(50),
                dice.percent(30),
                dice.percent(40),
                acting.isPresent() && dice.percent(40), // brokers before 5.0.0 tell none
                dice.percent(50));
    }
}
