package io.lodestar.interop.differential;

import java.util.List;

/**
 * The steps that one seed stands for, with the names of one run.
 *
 * @param switches whether the steps change the configuration, which has to be set back after them
 */
record Sequence(long seed, Names names, List<Step> steps, boolean switches) {
    Sequence {
        steps = List.copyOf(steps);
    }
}
