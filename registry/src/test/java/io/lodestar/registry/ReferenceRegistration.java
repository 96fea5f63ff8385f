package io.lodestar.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of one registration in the reference (decisions 5 and 7). */
final class ReferenceRegistration {
    private final ReferenceBrokers brokers;
    private final ReferenceTopics topics;
    private final ReferenceNews news;
    private final Registration said;
    private final String name;
    private final long id;
    private final Optional<ReferenceBroker> self;
    private final Duration now;
    private final Tally tally;
    private Optional<Change.Conflict> conflict = Optional.empty();

    ReferenceRegistration(ReferenceRegistry reference, Registration said, Tally tally) {
        this.brokers = reference.brokers;
        this.topics = reference.topics;
        this.news = reference.news;
        this.said = said;
        this.name = said.broker().brokerName();
        this.id = said.broker().brokerId();
        this.self = brokers.memberAt(name, said.address());
        this.now = reference.leaseTime();
        this.tally = tally;
    }

    /** Decides, and does what was decided. */
    Object outcome() {
        var outcome = refusal().map(this::refuse).orElseGet(this::accept);
        conflict.ifPresent(news::conflict);
        return outcome;
    }

    private Object refuse(RegistrationOutcome.Refusal reason) {
        tally.happened(Occurrence.valueOf("REFUSED_" + reason));
        return "refused: " + reason;
    }

    private Optional<RegistrationOutcome.Refusal> refusal() {
        if (self.filter(broker -> broker.isAheadOf(said.connection())).isPresent()) {
            return Optional.of(RegistrationOutcome.Refusal.LATE);
        }
        var occupant = brokers.occupant(name, id);
        if (occupant.isEmpty() && said.content().topics().size() == 1) {
            return Optional.of(RegistrationOutcome.Refusal.INCREMENT_BEFORE_FULL);
        }
        var foreigner = brokers.membersOf(name).stream()
                .filter(broker -> !broker.address.equals(said.address()))
                .filter(broker ->
                        !broker.identity.cluster().equals(said.broker().cluster()))
                .findFirst();
        if (foreigner.isPresent()) {
            isAtOdds(Change.Dispute.OTHER_CLUSTER, foreigner.get().address, true);
            return Optional.of(RegistrationOutcome.Refusal.OTHER_CLUSTER);
        }
        return occupant.filter(broker -> !broker.address.equals(said.address())).flatMap(this::refusalBy);
    }

    private Optional<RegistrationOutcome.Refusal> refusalBy(ReferenceBroker occupant) {
        long claimed = said.content().version().map(DataVersion::stateVersion).orElse(0L);
        if (occupant.stateVersion() > claimed) {
            isAtOdds(Change.Dispute.NEWER_STATE_VERSION, occupant.address, true);
            return Optional.of(RegistrationOutcome.Refusal.NEWER_STATE_VERSION);
        }
        if (occupant.stateVersion() < claimed) {
            tally.happened(Occurrence.TAKEOVER_BY_STATE_VERSION);
            return Optional.empty();
        }
        if (self.isPresent()) {
            tally.happened(Occurrence.TAKEOVER_BY_ROLE_SWITCH);
            return Optional.empty();
        }
        boolean alive = occupant.isEvidentlyAlive(now);
        isAtOdds(Change.Dispute.SEAT_TAKEN, occupant.address, alive);
        if (alive) {
            return Optional.of(RegistrationOutcome.Refusal.SEAT_TAKEN);
        }
        tally.happened(occupant.verified ? Occurrence.TAKEOVER_FROM_SILENT : Occurrence.TAKEOVER_FROM_UNVERIFIED);
        return Optional.empty();
    }

    /** Notes whom the broker is at odds with: by its address, or by its name where both have the same address. */
    private void isAtOdds(Change.Dispute dispute, String opponent, boolean refused) {
        conflict = Optional.of(new Change.Conflict(dispute, said.broker(), said.address(), opponent, refused));
    }

    private Object accept() {
        var masterBefore = brokers.masterAddress(name);
        long smallestBefore = brokers.smallest(name).map(ReferenceBroker::id).orElse(0L);
        boolean joined = self.filter(broker -> broker.id() == id).isEmpty();
        var membersBefore = brokers.members(name);
        boolean seatWasEmpty = brokers.occupant(name, id).isEmpty();
        supersede(seatWasEmpty);
        if (!joined) {
            self.orElseThrow().tellReturn(news, tally, now);
            tally.happened(Occurrence.VERIFIED_BY_REGISTRATION, !self.orElseThrow().verified);
        }
        enrol();
        listen();
        if (joined) {
            int topicsSaid = said.content().topics().size();
            news.tell(new Change.Joined(said.broker(), said.address(), topicsSaid));
        }
        if (!membersBefore.equals(brokers.members(name))) {
            news.forgetConflicts(name);
        }
        news.master(name, masterBefore, brokers.masterAddress(name));
        boolean smaller = id >= 0 && id < smallestBefore;
        tally.happened(Occurrence.SMALLEST_ID_JOINED, smaller);
        return new RegistrationOutcome.Accepted(
                joined,
                id == 0 ? Optional.empty() : brokers.occupant(name, 0).map(broker -> broker.member),
                smaller ? Optional.of(smallestJoined()) : Optional.empty());
    }

    /** From now on, reports from this address mean this broker; whoever was meant until now is at odds with it if it is new here. */
    private void supersede(boolean seatWasEmpty) {
        var here = new BrokerAddress(said.broker().cluster(), said.address());
        for (var other : brokers.all) {
            if (other.isAt(here) && !other.superseded && !other.name().equals(name)) {
                tally.happened(Occurrence.ADDRESS_REUSED);
                other.superseded = true;
                if (seatWasEmpty) {
                    isAtOdds(Change.Dispute.ADDRESS_REUSED, other.name(), false);
                }
            }
        }
    }

    /** Gives the broker its seat, and takes it from whoever had it; a broker has one seat in its group. */
    private void enrol() {
        var leaving = brokers.membersOf(name).stream()
                .filter(broker -> broker.id() == id || broker.address.equals(said.address()))
                .toList();
        brokers.all.removeAll(leaving);
        for (var broker : leaving) {
            if (broker.id() != id || !broker.address.equals(said.address())) {
                news.tell(new Change.Left(broker.identity, broker.address, Change.Reason.DISPLACED));
            }
            tally.happened(Occurrence.GAVE_UP_OTHER_ID, broker.id() != id);
        }
        var filterServers = said.content()
                .filterServers()
                .orElse(self.map(broker -> broker.member.filterServers()).orElse(List.of()));
        boolean anchored = bringsAnchor()
                || self.filter(broker -> broker.id() == id && broker.anchored).isPresent();
        brokers.all.add(new ReferenceBroker(said, filterServers, anchored, now));
        var cluster = said.broker().cluster();
        boolean moved = self.filter(broker -> !broker.identity.cluster().equals(cluster))
                .isPresent();
        tally.happened(Occurrence.MOVED_TO_OTHER_CLUSTER, moved);
        tally.happened(
                Occurrence.CANDIDATE_AND_BROKERS_TOGETHER,
                id < 0 && brokers.smallest(name).isPresent());
        boolean acting = said.actingMaster() == ActingMaster.ENABLED;
        brokers.names.put(name, new ReferenceBrokers.Name(cluster, said.zone(), acting));
    }

    private boolean bringsAnchor() {
        return said.content().topics().stream()
                .map(TopicQueues::topic)
                .anyMatch(topic ->
                        topic.equals(name) || topic.equals(said.broker().cluster()));
    }

    /** Takes the topics in if it is the broker's turn to bring them. */
    private void listen() {
        boolean smallest =
                brokers.smallest(name).filter(broker -> broker.id() == id).isPresent();
        if (id != 0 && !(smallest && said.actingMaster() != ActingMaster.UNKNOWN)) {
            tally.happened(Occurrence.SLAVE_NOT_LISTENED_TO, id > 0);
            return;
        }
        tally.happened(Occurrence.SLAVE_BROUGHT_TOPICS, id > 0);
        news.topics(topics.report(said.broker(), said.content(), now));
        news.topics(topics.apply(said.broker(), said.content(), now));
    }

    private MinBrokerIdChange smallestJoined() {
        var receivers = new ArrayList<>(brokers.addresses(name));
        if (receivers.size() > 1) {
            receivers.remove(said.address());
        }
        var smallest = brokers.smallest(name).orElseThrow().member;
        return new MinBrokerIdChange(name, smallest, Optional.empty(), receivers);
    }
}
