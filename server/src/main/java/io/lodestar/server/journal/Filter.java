package io.lodestar.server.journal;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which events somebody wants to hear of.
 *
 * @param kinds the kinds that are wanted; none stands for all
 * @param cluster whose events are wanted, if one cluster's only
 * @param brokerName whose events are wanted, if one group's only
 * @param topic the topic that wanted events name, if there is one
 * @param search what wanted events have in a name or in their words, whatever the case of its letters
 */
public record Filter(
        Set<EventKind> kinds,
        Optional<String> cluster,
        Optional<String> brokerName,
        Optional<String> topic,
        Optional<String> search) {
    /** All events. */
    public static final Filter NONE =
            new Filter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Copies the set. */
    public Filter {
        kinds = Set.copyOf(kinds);
        search = search.map(text -> text.toLowerCase(Locale.ROOT)).filter(text -> !text.isEmpty());
    }

    /** Wants events of these kinds only. */
    public Filter of(Set<EventKind> wanted) {
        return new Filter(wanted, cluster, brokerName, topic, search);
    }

    /** Wants events of one broker group only. */
    public Filter ofBroker(String name) {
        return new Filter(kinds, cluster, Optional.of(name), topic, search);
    }

    /** Wants events only that name this topic. */
    public Filter ofTopic(String name) {
        return new Filter(kinds, cluster, brokerName, Optional.of(name), search);
    }

    /** Returns whether this wants an event. */
    public boolean wants(Event event) {
        return (kinds.isEmpty() || kinds.contains(event.kind()))
                && (cluster.isEmpty() || cluster.equals(event.cluster()))
                && (brokerName.isEmpty() || brokerName.equals(event.brokerName()))
                && (topic.isEmpty() || event.topics().contains(topic.get()))
                && (search.isEmpty() || mentions(event, search.get()));
    }

    private static boolean mentions(Event event, String text) {
        return contains(event.detail(), text)
                || event.brokerName().filter(name -> contains(name, text)).isPresent()
                || event.cluster().filter(name -> contains(name, text)).isPresent()
                || event.account().filter(name -> contains(name, text)).isPresent()
                || event.by().filter(name -> contains(name, text)).isPresent()
                || event.topics().stream().anyMatch(name -> contains(name, text));
    }

    private static boolean contains(String words, String text) {
        return words.toLowerCase(Locale.ROOT).contains(text);
    }
}
