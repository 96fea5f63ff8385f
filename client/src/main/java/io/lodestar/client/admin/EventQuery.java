package io.lodestar.client.admin;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which events are wanted. Immutable; each method returns a changed query.
 *
 * @param oldestFirst whether numbers rise; they fall otherwise
 * @param beyond the number after which, in that order, events are wanted; empty for all
 * @param limit how many at most, from 1 to {@value #MAX_LIMIT}
 * @param kinds the kinds that are wanted; none stands for all
 * @param brokerName whose events are wanted, if one group's only
 * @param topic the topic that wanted events name, if there is one
 */
public record EventQuery(
        boolean oldestFirst,
        Optional<Long> beyond,
        int limit,
        SortedSet<String> kinds,
        Optional<String> brokerName,
        Optional<String> topic) {
    /** How many events one answer holds at most. */
    public static final int MAX_LIMIT = 1_000;

    /**
     * Copies the kinds.
     *
     * @throws IllegalArgumentException when the limit is out of range
     */
    public EventQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a limit of " + limit + " events is not between 1 and " + MAX_LIMIT);
        }
        kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    }

    /** Asks for the newest events, newest first. */
    public static EventQuery newest(int limit) {
        return new EventQuery(false, Optional.empty(), limit, new TreeSet<>(), Optional.empty(), Optional.empty());
    }

    /** Asks for what happened after this event, oldest first; after number 0 for everything that is remembered. */
    public static EventQuery after(long number, int limit) {
        return new EventQuery(true, Optional.of(number), limit, new TreeSet<>(), Optional.empty(), Optional.empty());
    }

    /** Asks for this many at most. */
    public EventQuery limitedTo(int number) {
        return new EventQuery(oldestFirst, beyond, number, kinds, brokerName, topic);
    }

    /** Asks for events of these kinds only. */
    public EventQuery ofKinds(Set<String> wanted) {
        return new EventQuery(oldestFirst, beyond, limit, new TreeSet<>(wanted), brokerName, topic);
    }

    /** Asks for events of one broker group only. */
    public EventQuery ofBroker(String name) {
        return new EventQuery(oldestFirst, beyond, limit, kinds, Optional.of(name), topic);
    }

    /** Asks for events only that name this topic. */
    public EventQuery ofTopic(String name) {
        return new EventQuery(oldestFirst, beyond, limit, kinds, brokerName, Optional.of(name));
    }

    /** Asks for what follows an event, in the same order. */
    public EventQuery following(Event last) {
        return new EventQuery(oldestFirst, Optional.of(last.number()), limit, kinds, brokerName, topic);
    }
}
