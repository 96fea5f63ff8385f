package io.lodestar.server.journal;

import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Change;
import java.util.function.Consumer;

/** Puts what changes in the registry into words for the journal. Does not wait, so it may be told under the registry's lock. */
public final class Chronicle implements Consumer<Change> {
    private final Journal journal;

    /** Creates a chronicle that writes to a journal. */
    public Chronicle(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void accept(Change change) {
        journal.append(event(change));
    }

    /** The changes are a sealed family: the last branch is the only one left. */
    private static Event event(Change change) {
        if (change instanceof Change.Joined joined) {
            var detail = seat(joined.broker(), joined.address()) + ", with " + joined.topics() + " topics";
            return of(EventKind.BROKER_REGISTERED, joined.broker(), detail);
        } else if (change instanceof Change.Returned returned) {
            var detail = seat(returned.broker(), returned.address()) + ", after "
                    + returned.silence().toSeconds() + " s without a report";
            return of(EventKind.BROKER_RETURNED, returned.broker(), detail);
        } else if (change instanceof Change.Left left) {
            return of(kind(left.reason()), left.broker(), seat(left.broker(), left.address()));
        } else if (change instanceof Change.Conflict conflict) {
            return of(EventKind.CONFLICT, conflict.claimant(), words(conflict));
        } else if (change instanceof Change.MasterChanged changed) {
            var detail = "from " + changed.before().orElse("none") + " to "
                    + changed.after().orElse("none");
            return Event.of(EventKind.MASTER_CHANGED, detail).ofBroker(changed.brokerName());
        } else {
            var topics = (Change.Topics) change;
            return Event.of(kind(topics.fate()), "")
                    .ofBroker(topics.brokerName())
                    .ofTopics(topics.topics());
        }
    }

    private static Event of(EventKind kind, BrokerIdentity broker, String detail) {
        return Event.of(kind, detail).inCluster(broker.cluster()).ofBroker(broker.brokerName());
    }

    private static String seat(BrokerIdentity broker, String address) {
        return "id " + broker.brokerId() + " at " + address;
    }

    private static String words(Change.Conflict conflict) {
        var dispute = switch (conflict.dispute()) {
            case OTHER_CLUSTER -> "it claims the name of ";
            case NEWER_STATE_VERSION -> "it claims with an older state version the place of ";
            case SEAT_TAKEN -> "it claims the place of ";
            case ADDRESS_REUSED -> "it claims the address of ";
        };
        var verdict = conflict.refused() ? " was refused: " : " was accepted: ";
        return seat(conflict.claimant(), conflict.address()) + verdict + dispute + conflict.opponent();
    }

    private static EventKind kind(Change.Reason reason) {
        return switch (reason) {
            case EXPIRED -> EventKind.BROKER_EXPIRED;
            case CONNECTION_LOST -> EventKind.BROKER_CLOSED;
            case UNREGISTERED -> EventKind.BROKER_UNREGISTERED;
            case DISPLACED -> EventKind.BROKER_DISPLACED;
        };
    }

    private static EventKind kind(Change.Fate fate) {
        return switch (fate) {
            case ADDED -> EventKind.TOPIC_ADDED;
            case CHANGED -> EventKind.TOPIC_CHANGED;
            case RETIRED -> EventKind.TOPIC_RETIRED;
            case LOST -> EventKind.TOPIC_LOST;
        };
    }
}
