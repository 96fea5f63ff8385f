package io.lodestar.server.peers;

import io.lodestar.protocol.body.DigestsBody;
import io.lodestar.protocol.body.DigestsBody.Node;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.protocol.header.GetDigestsRequest;
import io.lodestar.server.peers.Comparison.Outcome;
import io.lodestar.transport.Addresses;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of one other name server from look to look. Confined to the thread that asks. */
final class PeerTracker {
    private static final String NEW = "one of the two was just started, and brokers may not have reported to it yet";

    private final String address;
    private final History history = new History();
    private PeerState state;
    /** The life of its process, as it said last. */
    private String epoch = "";

    PeerTracker(String address) {
        this.address = address;
        this.state = PeerState.unasked(address);
    }

    String address() {
        return address;
    }

    PeerState state() {
        return state;
    }

    /** Takes note of one that is not compared with. */
    PeerState seen(ServerStateBody its, long nowMillis) {
        return become(Agreement.UNKNOWN, "it belongs to another unit", Optional.of(its), nothing(), nowMillis);
    }

    /** Takes note that it could not be asked, or cannot be compared with. */
    PeerState failed(UnansweredException failure, long nowMillis) {
        return become(failure.agreement(), failure.remark(), Optional.empty(), nothing(), nowMillis);
    }

    /**
     * Compares this server with it.
     *
     * @param own how this server is
     * @param its how it says it is
     */
    PeerState compare(ServerStateBody own, ServerStateBody its, DigestSource here, DigestSource there, long nowMillis) {
        boolean known = its.epoch().equals(epoch);
        epoch = its.epoch();
        var obstacle = known ? obstacle("this server", own).or(() -> obstacle("it", its)) : Optional.of(NEW);
        if (!known) {
            history.clear();
        }
        if (obstacle.isPresent()) {
            return become(Agreement.UNKNOWN, obstacle.get(), Optional.of(its), nothing(), nowMillis);
        }
        try {
            var differences = history.add(look(here, there), nowMillis);
            var agreement = differences.isEmpty() ? Agreement.SAME : Agreement.DIFFERS;
            return become(agreement, "", Optional.of(its), differences, nowMillis);
        } catch (UnansweredException failure) {
            return become(failure.agreement(), failure.remark(), Optional.of(its), nothing(), nowMillis);
        }
    }

    private static Optional<String> obstacle(String who, ServerStateBody body) {
        return body.reasons().stream().findFirst().map(reason -> who + " may not know everything yet: " + reason);
    }

    private static SortedMap<Subject, Differences> nothing() {
        return Collections.emptySortedMap();
    }

    private static Map<Subject, Outcome> look(DigestSource here, DigestSource there) throws UnansweredException {
        var ours = roots(here);
        var theirs = roots(there);
        var outcomes = new EnumMap<Subject, Outcome>(Subject.class);
        for (var subject : Subject.values()) {
            var its = theirs.get(subject.text());
            if (its == null) {
                throw new UnansweredException(
                        Agreement.UNSUPPORTED, "it says nothing of " + subject.text() + ": it is of another release");
            }
            if (!its.equals(ours.get(subject.text()))) {
                outcomes.put(subject, Comparison.of(subject, here, there));
            }
        }
        return outcomes;
    }

    private static Map<String, Node> roots(DigestSource side) throws UnansweredException {
        DigestsBody answer = side.ask(GetDigestsRequest.roots());
        if (answer.format() != Hasher.FORMAT) {
            throw new UnansweredException(
                    Agreement.UNSUPPORTED,
                    "its digests are of format " + answer.format() + ", and this server's of " + Hasher.FORMAT
                            + ": they are of different releases");
        }
        return answer.nodes().stream().collect(Collectors.toMap(Node::path, node -> node, (first, second) -> first));
    }

    private String httpAddress(int port) {
        return Addresses.text(Addresses.parse(address).getHostString(), port);
    }

    private PeerState become(
            Agreement agreement,
            String remark,
            Optional<ServerStateBody> its,
            SortedMap<Subject, Differences> differences,
            long nowMillis) {
        boolean stays = state.agreement() == agreement && state.sinceMillis().isPresent();
        state = new PeerState(
                address,
                its.flatMap(ServerStateBody::httpPort).map(this::httpAddress),
                agreement,
                Optional.of(nowMillis),
                stays ? state.sinceMillis() : Optional.of(nowMillis),
                its.map(ServerStateBody::version),
                its.map(ServerStateBody::ready),
                remark,
                new TreeMap<>(differences));
        return state;
    }
}
