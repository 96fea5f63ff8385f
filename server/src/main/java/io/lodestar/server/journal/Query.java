package io.lodestar.server.journal;

import java.util.Set;

/**
 * Which entries are wanted.
 *
 * @param from the first number that is wanted, in the order of reading
 * @param newestFirst whether numbers fall from there; they rise otherwise
 * @param limit how many entries at most
 * @param filter of which events
 * @param within how much may be read
 */
public record Query(long from, boolean newestFirst, int limit, Filter filter, Bounds within) {
    /**
     * Bounds beside the number of entries, in bytes of memory that entries take, by and large.
     *
     * @param found of those that are wanted; the first of them comes however large it is
     * @param looked of those that are looked at
     */
    public record Bounds(long found, long looked) {
        static final Bounds NONE = new Bounds(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Asks for the newest entries, newest first. */
    public static Query newest(int limit) {
        return before(Long.MAX_VALUE, limit);
    }

    /** Asks for entries with smaller numbers, newest first. */
    public static Query before(long number, int limit) {
        return new Query(number - 1, true, limit, Filter.NONE, Bounds.NONE);
    }

    /** Asks for entries with greater numbers, oldest first. */
    public static Query after(long number, int limit) {
        return new Query(number + 1, false, limit, Filter.NONE, Bounds.NONE);
    }

    /** Asks for entries only whose events a filter wants. */
    public Query of(Filter wanted) {
        return new Query(from, newestFirst, limit, wanted, within);
    }

    /** Asks for entries of these kinds only. */
    public Query of(EventKind... wanted) {
        return of(filter.of(Set.of(wanted)));
    }

    /** Asks for entries of one broker group only. */
    public Query ofBroker(String name) {
        return of(filter.ofBroker(name));
    }

    /** Asks for entries only that name this topic. */
    public Query ofTopic(String name) {
        return of(filter.ofTopic(name));
    }

    /** Asks for no more than these bounds allow. */
    public Query within(Bounds bounds) {
        return new Query(from, newestFirst, limit, filter, bounds);
    }

    /** Asks for the next page: what follows its last entry, in the same order. */
    public Query following(Entry last) {
        long next = newestFirst ? last.number() - 1 : last.number() + 1;
        return new Query(next, newestFirst, limit, filter, within);
    }

    boolean reaches(long number) {
        return newestFirst ? number <= from : number >= from;
    }
}
