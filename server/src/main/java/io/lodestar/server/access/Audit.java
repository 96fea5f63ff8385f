package io.lodestar.server.access;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.Ticker;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Source;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Enters requests that change something, or would have, in the journal: who asked what from where, and what became of it. Thread-safe.
 *
 * <p>Refusals must not drive out what happened: of one code and source the first is entered at once, and those that follow within a minute
 * as one entry with their number. When too many are being counted, the rest shares an entry for each code.
 */
public final class Audit {
    private static final long PERIOD_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_SUBJECTS = 32;
    private static final int MAX_REMARK = 400;

    private final Journal journal;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order in which they were first entered. Guarded by {@link #lock}. */
    private final Map<Subject, Tally> tallies = new LinkedHashMap<>();

    /** Creates an audit that writes to a journal. */
    public Audit(Journal journal, Ticker ticker) {
        this.journal = journal;
        this.ticker = ticker;
    }

    /**
     * A request that changes something if it is granted.
     *
     * @param sender where it really came from
     */
    public record Request(RequestCode code, ExtFields fields, InetSocketAddress sender) {}

    /** Enters a request that was granted. */
    public void granted(Request request, Optional<String> account) {
        journal.append(event(EventKind.REQUEST_GRANTED, request, account, ""));
    }

    /** Enters a request that changed nothing, with what its sender was told. */
    public void refused(Request request, Optional<String> account, String remark) {
        var refusal = event(EventKind.REQUEST_REFUSED, request, account, remark);
        if (isFirst(request, refusal)) {
            journal.append(refusal);
        }
    }

    /** Enters the numbers of refusals whose minute is over. To be called now and then. */
    public void tick() {
        lock.lock();
        try {
            settle(ticker.nanos());
        } finally {
            lock.unlock();
        }
    }

    /** Enters the numbers of all refusals that are being counted: there will be no more of them. */
    public void settle() {
        lock.lock();
        try {
            tallies.forEach((subject, tally) -> tally.summary(subject).ifPresent(journal::append));
            tallies.clear();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFirst(Request request, Event refusal) {
        long now = ticker.nanos();
        lock.lock();
        try {
            settle(now);
            var exact = new Subject(
                    request.code(),
                    Optional.ofNullable(request.sender().getAddress()).map(Source::of));
            boolean room = tallies.containsKey(exact) || tallies.size() < MAX_SUBJECTS;
            var subject = room ? exact : new Subject(request.code(), Optional.empty());
            var known = tallies.get(subject);
            if (known == null) {
                tallies.put(subject, new Tally(now));
                return true;
            }
            known.add(refusal);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void settle(long now) {
        var all = tallies.entrySet().iterator();
        while (all.hasNext()) {
            var entry = all.next();
            if (now - entry.getValue().sinceNanos < PERIOD_NANOS) {
                return; // those behind it are younger
            }
            all.remove();
            entry.getValue().summary(entry.getKey()).ifPresent(journal::append);
        }
    }

    private static Event event(EventKind kind, Request request, Optional<String> account, String remark) {
        var fields = request.fields();
        var detail = new StringBuilder(request.code().name())
                .append(" (")
                .append(request.code().code())
                .append(')');
        for (var name : List.of("brokerId", "brokerAddr", "namespace", "key")) {
            fields.text(name)
                    .ifPresent(value ->
                            detail.append(", ").append(name).append(' ').append(Denial.quoted(value)));
        }
        if (!remark.isEmpty()) {
            detail.append(": ").append(Denial.cut(remark, MAX_REMARK));
        }
        var event = Event.of(kind, detail.toString())
                .ofTopics(text(fields, "topic").stream().toList())
                .by(Addresses.text(request.sender()))
                .as(account);
        var inCluster = text(fields, "clusterName").map(event::inCluster).orElse(event);
        return text(fields, "brokerName").map(inCluster::ofBroker).orElse(inCluster);
    }

    /** Entries of whoever may do nothing must be short, too. */
    private static Optional<String> text(ExtFields fields, String name) {
        return fields.text(name).map(value -> Denial.cut(value, Denial.MAX_TEXT));
    }

    /**
     * What is counted together.
     *
     * @param source where they come from; empty for all that found no place of their own
     */
    private record Subject(RequestCode code, Optional<Source> source) {}

    /** How many came after the first. Guarded by the audit's lock. */
    private static final class Tally {
        private final long sinceNanos;
        private long count;
        private Optional<Event> last = Optional.empty();

        Tally(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }

        void add(Event refusal) {
            count++;
            last = Optional.of(refusal);
        }

        Optional<Event> summary(Subject subject) {
            return last.map(event -> count == 1
                    ? event
                    : Event.of(EventKind.REQUEST_REFUSED, count + " within a minute, the last one: " + event.detail())
                            .by(subject.source.map(Source::toString).orElse("several")));
        }
    }
}
