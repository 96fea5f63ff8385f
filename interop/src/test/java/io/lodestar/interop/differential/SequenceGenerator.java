package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes up a sequence from its seed: the same seed gives the same steps, whatever the names. Confined to one thread. */
final class SequenceGenerator {
    private static final List<Integer> RELEASES = List.of(0, 78, 317, 317, 397, 401, 407, 513, 513, 513, 700);
    private static final List<Integer> UNKNOWN_CODES = List.of(0, 1, 47, 218, 310, 905, 1005, 9999, 32767, -5);
    private static final List<String> FIELD_NAMES =
            List.of("topic", "cluster", "clusterName", "brokerName", "namespace", "key", "value");

    private final long seed;
    private final Names names;
    private final Dice dice;
    private final Traits traits;
    private final Map<String, BrokerGroup> groups = new LinkedHashMap<>();
    private final Reads reads;
    private final Writes writes;
    private final Set<String> contained = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private int ghosts;

    SequenceGenerator(long seed, Names names) {
        this.seed = seed;
        this.names = names;
        dice = new Dice(seed);
        traits = Traits.roll(dice);
        names.brokers().forEach(name -> groups.put(name, new BrokerGroup(dice, names, traits, name)));
        for (String name : names.brokers()) {
            for (String address : names.addresses(name)) {
                if (traits.sharedLines() && dice.percent(40)) {
                    contained.add(address);
                }
            }
        }
        reads = new Reads(dice, names, traits);
        writes = new Writes(dice, names, traits);
    }

    Sequence sequence(int length) {
        while (steps.size() < length) {
            steps.add(next());
        }
        return new Sequence(seed, names, steps, traits.switches());
    }

    private Step next() {
        BrokerGroup group = groups.get(dice.of(names.brokers()));
        if (group == null) {
            throw new IllegalStateException("every name has its group");
        }
        int roll = dice.below(100);
        if (roll < 28) {
            return report(group);
        }
        if (roll < 33) {
            BrokerKey broker = group.someBroker();
            return ask(brokerLine(broker), maybeOneWay(broker.identify(Request.of(104))));
        }
        if (roll < 36) {
            return new Step.HangUp(dice.percent(80) ? brokerLine(group.someBroker()) : clientLine());
        }
        if (roll < 43) {
            BrokerKey broker = group.someBroker();
            return new Step.AskVersion(brokerLine(broker), broker, dice.percent(70), dice.percent(20));
        }
        if (roll < 46) {
            BrokerKey broker = group.someBroker();
            return ask(brokerLine(broker), maybeOneWay(broker.identify(Request.of(904))));
        }
        if (roll < 48 && traits.flaws()) {
            return Junks.next(dice, clientLine());
        }
        if (roll < 50) {
            return ask(clientLine(), maybeOneWay(Request.of(dice.of(UNKNOWN_CODES), "topic", "x")));
        }
        return roll < 70 ? ask(clientLine(), writes.next(group)) : ask(clientLine(), reads.next(group));
    }

    private Step report(BrokerGroup group) {
        boolean ghost = traits.flaws() && dice.percent(5);
        Registration registration = ghost ? group.ghost(ghosts++) : group.nextRegistration();
        return new Step.Report(brokerLine(registration.broker()), registration);
    }

    private Request maybeOneWay(Request request) {
        return dice.percent(15) ? request.asOneWay() : request;
    }

    private String clientLine() {
        return dice.percent(50) ? "client-1" : "client-2";
    }

    /** Returns the line of a broker, always the same: on an older one than its last, our server would take it for late. */
    private String brokerLine(BrokerKey broker) {
        return contained.contains(broker.address()) ? "container" : "broker " + broker.address();
    }

    private Step ask(String line, Request request) {
        Request styled = dice.percent(75) ? request : request.withStyle(dice.of(List.of(HeaderStyle.values())));
        if (styled.style() == HeaderStyle.SINGLE_QUOTES
                && styled.fields().toString().contains("'")) {
            styled = styled.withStyle(HeaderStyle.JSON);
        }
        if (styled.style() == HeaderStyle.BINARY && styled.code() != (short) styled.code()) {
            styled = styled.withStyle(HeaderStyle.JSON);
        }
        // the original's worker stumbles over an unregistration without names and stays in an undefined state
        if (request.code() != 104 && dice.percent(5)) {
            styled = styled.without(dice.of(FIELD_NAMES));
        }
        return new Step.Ask(line, styled.version() == 513 ? styled.withVersion(dice.of(RELEASES)) : styled);
    }
}
