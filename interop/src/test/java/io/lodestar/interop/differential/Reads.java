package io.lodestar.interop.differential;

import java.util.List;

/** Makes up requests that only ask. Confined to one thread. */
final class Reads {
    private static final List<Integer> LISTS = List.of(206, 224, 304, 311, 312, 313);

    private final Dice dice;
    private final Names names;
    private final Traits traits;

    Reads(Dice dice, Names names, Traits traits) {
        this.dice = dice;
        this.names = names;
        this.traits = traits;
    }

    Request next(BrokerGroup group) {
        int roll = dice.below(30);
        if (roll < 13) {
            return route();
        }
        if (roll < 17) {
            return Request.of(106);
        }
        if (roll < 24) {
            return Request.of(dice.of(LISTS), "cluster", dice.of(names.clusters()));
        }
        if (roll < 27) {
            BrokerKey broker = group.someBroker();
            return Request.of(901, "clusterName", broker.cluster(), "brokerName", broker.name());
        }
        if (roll < 28) {
            return Request.of(319);
        }
        return dice.percent(50)
                ? Request.of(219, "namespace", dice.of(names.namespaces()))
                : Request.of(101, "namespace", dice.of(names.namespaces()), "key", dice.of(names.topics()));
    }

    private Request route() {
        Request request =
                Request.of(105, "topic", dice.percent(95) ? dice.of(names.topics()) : names.run() + "-nowhere");
        if (dice.percent(15)) {
            request = request.with("acceptStandardJsonOnly", dice.of(List.of("true", "TRUE", "false", "1")));
        }
        if (traits.zones() && dice.percent(50)) {
            request = request.with("__ZONE_MODE", dice.percent(80) ? "true" : "false")
                    .with("__ZONE_NAME", dice.of(List.of("z1", "Z1", "z2", "z3", " ")));
        }
        return request;
    }
}
