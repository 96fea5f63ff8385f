package io.lodestar.client.broker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes one truth of what several name servers answer (decision 25). Entered in the registrar's turns only.
 *
 * <p>What a name server says anew counts, what it repeats does not: two that disagree for long do not make the truth go to and fro. That there is
 * no master counts once nobody names one.
 */
final class Learning {
    private final Map<String, LearnedMaster> masters = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, String>> orders = new TreeMap<>();
    private LearnedMaster known = LearnedMaster.NONE;
    private SortedMap<String, String> knownOrder = new TreeMap<>();

    LearnedMaster known() {
        return known;
    }

    /** Takes what a name server says of the master, and returns the new truth if it is another one. */
    Optional<LearnedMaster> heardMaster(String server, LearnedMaster said) {
        var before = Optional.ofNullable(masters.put(server, said));
        if (before.isPresent() && before.get().equals(said)) {
            return Optional.empty();
        }
        if (said.address().isEmpty()) {
            return before.isEmpty() ? Optional.empty() : adopt(anybodyElses());
        }
        return before.isPresent() || known.address().isEmpty() ? adopt(said) : Optional.empty();
    }

    /** Takes what is known from elsewhere, and returns it if it is another truth. */
    Optional<LearnedMaster> adopt(LearnedMaster master) {
        if (master.equals(known)) {
            return Optional.empty();
        }
        known = master;
        return Optional.of(master);
    }

    /** Takes the order configuration as a name server has it, and returns it if it is another truth. */
    Optional<SortedMap<String, String>> heardOrder(String server, SortedMap<String, String> said) {
        var before = Optional.ofNullable(orders.put(server, said));
        if ((before.isPresent() && before.get().equals(said)) || said.equals(knownOrder)) {
            return Optional.empty();
        }
        knownOrder = said;
        return Optional.of(said);
    }

    /** Forgets what a name server said that is not asked any more. */
    void forget(String server) {
        masters.remove(server);
        orders.remove(server);
    }

    /** Forgets all that was said of the master, when the broker is the master itself. */
    Optional<LearnedMaster> forgetMaster() {
        masters.clear();
        return adopt(LearnedMaster.NONE);
    }

    private LearnedMaster anybodyElses() {
        return masters.values().stream()
                .filter(master -> master.address().isPresent())
                .findFirst()
                .orElse(LearnedMaster.NONE);
    }
}
