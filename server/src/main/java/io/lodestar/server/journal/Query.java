package io.lodestar.server.journal;

import java.util.Optional;
import java.util.Set;

/**
 * Which entries are wanted.
 *
 * @param from the first number that is wanted, in the order of reading
 * @param newestFirst whether numbers fall from there; they rise otherwise
 * @param limit how many entries at most
 * @param kinds the kinds that are wanted; none stands for all
 * @param brokerName whose entries are wanted, if one group's only
 * @param topic the topic that wanted entries name, if there is one
 * @param within how much may be read
 */
public record Query(
        long from,
        boolean newestFirst,
        int limit,
        Set<EventKind> kinds,
        Optional<String> brokerName,
        Optional<String> topic,
        Bounds within) {
    /**
     * Bounds beside the number of entries, in bytes of memory that entries take, by and large.
     *
     * @param found of those that are wanted; the first of them comes however large it is
     * @param looked of those that are looked at
     */
    public record Bounds(long found, long looked) {
        static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Copies the set. */
    public Query {
        kinds = Set.copyOf(kinds);
    }

    /** Asks for the newest entries, newest first. */
    public static Query newest(int limit) {
        return before(Long.MAX_VALUE, limit);
    }

    /** Asks for entries with smaller numbers, newest first. */
    public static Query before(long number, int limit) {
        return new Query(number - 1, true, limit, Set.of(), Optional.empty(), Optional.empty(), Bounds.NONE);
    }

    /** Asks for entries with greater numbers, oldest first. */
    public static Query after(long number, int limit) {
        return new Query(number + 1, false, limit, Set.of(), Optional.empty(), Optional.empty(), Bounds.NONE);
    }

    /** Asks for entries of these kinds only. */
    public Query of(EventKind... wanted) {
        return new Query(from, newestFirst, limit, Set.of(wanted), brokerName, topic, within);
    }

    /** Asks for entries of one broker group only. */
    public Query ofBroker(String name) {
        return new Query(from, newestFirst, limit, kinds, Optional.of(name), topic, within);
    }

    /** Asks for entries only that name this topic. */
    public Query ofTopic(String name) {
        return new Query(from, newestFirst, limit, kinds, brokerName, Optional.of(name), within);
    }

    /** Asks for no more than these bounds allow. */
    public Query within(Bounds bounds) {
        return new Query(from, newestFirst, limit, kinds, brokerName, topic, bounds);
    }

    /** Asks for the next page: what follows its last entry, in the same order. */
    public Query following(Entry last) {
        long next = newestFirst ? last.number() - 1 : last.number() + 1;
        return new Query(next, newestFirst, limit, kinds, brokerName, topic, within);
    }

    boolean reaches(long number) {
        return newestFirst ? number <= from : number >= from;
    }

    boolean wants(Event event) {
        return (kinds.isEmpty() || kinds.contains(event.kind()))
                && (brokerName.isEmpty() || brokerName.equals(event.brokerName()))
                && (topic.isEmpty() || event.topics().contains(topic.get()));
    }
}
