package io.lodestar.server.web;

import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import java.util.List;

/** Reads on in the journal for those who are behind the ring; who is at the same place in the same round shares a page. Confined to one thread. */
final class EventBacklog {
    private static final int PAGE = 500;
    private static final Query.Bounds BOUNDS = new Query.Bounds(4 << 20, 64 << 20);

    private final Journal journal;
    private long place = -1;
    private List<EventRing.Told> page = List.of();

    EventBacklog(Journal journal) {
        this.journal = journal;
    }

    /** Begins a round: what was read in the one before may not be all any more. */
    void beginRound() {
        place = -1;
        page = List.of();
    }

    /** Returns the next of what follows an event. */
    List<EventRing.Told> after(long number) {
        if (number != place) {
            page = journal.excerpt(Query.after(number, PAGE).within(BOUNDS)).entries().stream()
                    .map(EventHub::told)
                    .toList();
            place = number;
        }
        return page;
    }

    /** Returns whether everything that follows an event may be there. */
    boolean reaches(long number) {
        return number <= journal.lastNumber() && number + 1 >= journal.firstNumber();
    }
}
