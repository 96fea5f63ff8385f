package io.lodestar.server.peers;

import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the journal what changed between this name server and the others. Confined to the thread that asks them. */
public final class PeerNews {
    private static final Logger LOG = LoggerFactory.getLogger(PeerNews.class);

    private static final int MAX_NAME = 80;

    private final Journal journal;
    /** Those whose difference began and has not ended, as far as is known. */
    private final Set<String> differing = new HashSet<>();

    /** Creates news for a journal. */
    public PeerNews(Journal journal) {
        this.journal = journal;
    }

    void tell(PeerState before, PeerState now) {
        if (before.agreement() == now.agreement()) {
            return;
        }
        switch (now.agreement()) {
            case DIFFERS -> differs(now);
            case SAME -> agrees(now);
            case UNREACHABLE -> LOG.warn("Name server {} cannot be asked: {}", now.address(), now.remark());
            case UNSUPPORTED, UNKNOWN ->
                LOG.info("Name server {} cannot be compared with: {}", now.address(), now.remark());
        }
    }

    private void differs(PeerState now) {
        var what = now.differences().entrySet().stream()
                .map(each -> each.getKey().text() + ": " + text(each.getValue()))
                .collect(Collectors.joining("; "));
        LOG.warn("Name server {} knows something else than this one: {}", now.address(), what);
        if (differing.add(now.address())) {
            journal.append(Event.of(EventKind.PEER_DIFFERS, now.address() + " knows something else: " + what));
        }
    }

    private static String text(Differences differences) {
        var names = differences.items().stream().limit(3).map(PeerNews::name).collect(Collectors.joining(", "));
        return (differences.exact() ? "" : "at least ") + differences.total() + " (" + names
                + (differences.total() > 3 ? ", …" : "") + ")";
    }

    /** Another server sent it. */
    private static String name(Difference difference) {
        var name = difference.name().replaceAll("\\p{Cc}", "?");
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }

    private void agrees(PeerState now) {
        if (differing.remove(now.address())) {
            LOG.info("Name server {} knows the same as this one again", now.address());
            journal.append(Event.of(EventKind.PEER_AGREES, now.address() + " knows the same again"));
        } else {
            LOG.info("Name server {} knows the same as this one", now.address());
        }
    }
}
