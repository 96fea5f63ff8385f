package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes up the registrations of the brokers of one name. Confined to one thread. */
final class BrokerGroup {
    private static final List<Integer> RELEASES_BEFORE_5 = List.of(0, 35, 78, 317, 397, 401, 407);
    private static final List<Integer> RELEASES_FROM_5 = List.of(413, 441, 475, 513, 513, 513, 700);
    private static final List<Integer> PERMISSIONS = List.of(6, 6, 6, 6, 6, 4, 2, 7, 1);
    private static final List<Integer> QUEUES = List.of(1, 4, 8, 16);
    private static final List<Flaw> HARMLESS_FLAWS = List.of(
            Flaw.NO_CHECKSUM,
            Flaw.WRONG_CHECKSUM,
            Flaw.NO_BODY,
            Flaw.BODY_IS_NOT_JSON,
            Flaw.BODY_IS_NULL,
            Flaw.BODY_IS_CUT,
            Flaw.NO_ID,
            Flaw.ID_IS_NO_NUMBER,
            Flaw.NO_HA_ADDRESS,
            Flaw.NO_FIELDS,
            Flaw.HEARTBEAT_IS_NO_NUMBER,
            Flaw.NO_CLUSTER,
            Flaw.OWN_CLOCK,
            Flaw.MISSPELT_TIMESTAMP);

    private final Dice dice;
    private final Names names;
    private final Traits traits;
    private final String name;
    private final String homeCluster;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Long> toldIds = new HashMap<>();
    /** What was once told is told ever after: the original does not forget a topic that is left out. */
    private final Set<String> told = new HashSet<>();

    private Settings settings;
    private Content content;
    private long stateVersion;

    BrokerGroup(Dice dice, Names names, Traits traits, String name) {
        this.dice = dice;
        this.names = names;
        this.traits = traits;
        this.name = name;
        homeCluster = dice.of(names.clusters());
        List<String> addresses = names.addresses(name);
        for (int i = 0; i < addresses.size(); i++) {
            ids.put(addresses.get(i), i == addresses.size() - 1 ? 0L : i);
        }
        settings = rollSettings();
        content = rollContent();
        stateVersion = traits.stateVersions() ? 1 : 0;
    }

    /** Returns one of the brokers, as it last called itself. */
    BrokerKey someBroker() {
        String address = dice.of(names.addresses(name));
        return new BrokerKey(homeCluster, name, ids.getOrDefault(address, 0L), address);
    }

    /** Returns the next registration of one of the brokers. */
    Registration nextRegistration() {
        if (traits.flaws() && dice.percent(20)) {
            Flaw flaw = dice.of(HARMLESS_FLAWS);
            BrokerKey broker = someBroker();
            boolean halfTaken = flaw == Flaw.BODY_IS_NULL && changesItsId(broker);
            boolean tellsNoState = traits.stateVersions() && (flaw == Flaw.NO_BODY || flaw == Flaw.OWN_CLOCK);
            return flawed(broker, halfTaken || tellsNoState ? Flaw.BODY_IS_NOT_JSON : flaw);
        }
        if (traits.stateVersions() && dice.percent(10)) {
            return challenge();
        }
        BrokerKey broker = someBroker();
        if (dice.percent(15) && !changesItsId(broker)) {
            return registration(broker, firstTopicOnly(), Flaw.NONE);
        }
        change();
        BrokerKey changed = someBroker();
        toldIds.put(changed.address(), changed.id());
        return registration(changed, content, Flaw.NONE);
    }

    /** Refused, it would lose its old id in the original. */
    private boolean changesItsId(BrokerKey broker) {
        return toldIds.getOrDefault(broker.address(), broker.id()) != broker.id();
    }

    /** Returns a registration that the original refuses, of a name that nobody else uses. */
    Registration ghost(int number) {
        BrokerKey ghost = new BrokerKey(homeCluster, names.ghost(number), dice.below(2), names.ghostAddress(number));
        return switch (dice.below(3)) {
            case 0 -> flawed(ghost, Flaw.NO_ADDRESS);
            case 1 -> flawed(ghost, Flaw.TOPIC_TABLE_IS_NULL);
            default -> registration(ghost, firstTopicOnly(), Flaw.NONE);
        };
    }

    private Registration flawed(BrokerKey broker, Flaw flaw) {
        Registration fair = registration(broker, content, flaw);
        return new Registration(
                fair.broker(),
                fair.settings(),
                fair.content(),
                fair.filterServers(),
                flaw.leavesTheTimeToTheServer() || flaw.leavesAGhost() ? Registration.Form.JSON : fair.form(),
                flaw,
                fair.release(),
                fair.stateVersion(),
                false,
                fair.binary());
    }

    /** Returns the registration of a broker that wants a place in the group, but whose epoch is over. */
    private Registration challenge() {
        long id = dice.below(2);
        BrokerKey broker = new BrokerKey(homeCluster, name, id, names.challengerAddress(name, id));
        Registration fair = registration(broker, content, Flaw.NONE);
        return new Registration(
                broker,
                fair.settings(),
                fair.content(),
                fair.filterServers(),
                fair.form(),
                Flaw.NONE,
                fair.release(),
                0,
                false,
                fair.binary());
    }

    private void change() {
        if (dice.percent(30)) {
            content = rollContent();
        }
        // a refused challenger would change the group's settings in the original
        if (dice.percent(10) && !traits.stateVersions()) {
            settings = rollSettings();
        }
        if (traits.stateVersions() && dice.percent(20)) {
            stateVersion++;
        }
        if (dice.percent(8)) {
            ids.put(dice.of(names.addresses(name)), (long) dice.below(4));
        }
    }

    private Content firstTopicOnly() {
        return new Content(content.topics().subList(0, 1), List.of());
    }

    private Registration registration(BrokerKey broker, Content told, Flaw flaw) {
        int release = dice.of(settings.actingMaster().isPresent() ? RELEASES_FROM_5 : RELEASES_BEFORE_5);
        return new Registration(
                broker,
                settings,
                told,
                rollFilterServers(broker),
                rollForm(),
                flaw,
                release,
                stateVersion,
                dice.percent(7),
                dice.percent(25));
    }

    private Registration.Form rollForm() {
        int roll = dice.below(10);
        return roll < 3
                ? Registration.Form.COMPRESSED
                : roll < 5 ? Registration.Form.LOOSE_JSON : Registration.Form.JSON;
    }

    private Optional<List<String>> rollFilterServers(BrokerKey broker) {
        if (!traits.filterServers()) {
            return Optional.of(List.of());
        }
        return dice.percent(20)
                ? Optional.empty()
                : Optional.of(dice.percent(40) ? List.of() : List.of(broker.address() + "7", broker.address() + "3"));
    }

    private Settings rollSettings() {
        Optional<Boolean> acting = traits.acting().map(usual -> dice.percent(90) == usual);
        return new Settings(
                dice.percent(90) || traits.stateVersions() ? acting : Optional.empty(),
                traits.zones() && dice.percent(70) ? Optional.of(dice.of(names.zones())) : Optional.empty());
    }

    private Content rollContent() {
        List<Topic> topics = new ArrayList<>();
        List<Mapping> mappings = new ArrayList<>();
        for (String topic : names.topics()) {
            if (told.contains(topic) || dice.percent(60)) {
                topics.add(rollTopic(topic));
                if (traits.mappings() && dice.percent(30)) {
                    mappings.add(new Mapping(topic, name, dice.below(5), Map.of(0, dice.below(3), 1, dice.below(9))));
                }
            }
        }
        if (topics.size() < 2) {
            topics.clear();
            mappings.clear();
            names.topics().subList(0, 2).forEach(topic -> topics.add(rollTopic(topic)));
        }
        topics.forEach(topic -> told.add(topic.name()));
        topics.add(new Topic(name, 1, 1, 7, 0, false)); // brokers have a topic of their own name, always
        return new Content(topics, mappings);
    }

    private Topic rollTopic(String topic) {
        return new Topic(
                topic,
                dice.of(QUEUES),
                dice.of(QUEUES),
                dice.of(PERMISSIONS),
                traits.unitFlags() ? dice.below(4) : 0,
                dice.percent(30));
    }
}
