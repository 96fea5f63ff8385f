package io.lodestar.server.metrics;

import io.lodestar.server.peers.Agreement;
import io.lodestar.server.peers.PeerState;
import io.lodestar.server.peers.Peers;
import io.lodestar.server.peers.Subject;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How other name servers compare. */
final class PeerMeters {
    private static final double MILLIS_A_SECOND = TimeUnit.SECONDS.toMillis(1);

    private PeerMeters() {}

    static void addTo(Meters meters, Peers peers) {
        meters.series(
                "peer_agreement",
                "1 for what holds of another name server, 0 for what does not: it knows the same, differs, is unreachable, is unsupported, is unknown.",
                () -> agreements(peers));
        meters.series(
                "peer_differences",
                "What this server and another one do not know alike, as far as it was counted.",
                () -> differences(peers));
        meters.series(
                "peer_checked_timestamp_seconds",
                "When another name server was asked last, in seconds since 1970.",
                () -> checks(peers));
    }

    private static Map<Labels, Double> agreements(Peers peers) {
        var all = new LinkedHashMap<Labels, Double>();
        for (var peer : peers.states()) {
            for (var agreement : Agreement.values()) {
                all.put(
                        Labels.of("peer", peer.address(), "agreement", agreement.text()),
                        peer.agreement() == agreement ? 1.0 : 0.0);
            }
        }
        return all;
    }

    private static Map<Labels, Double> differences(Peers peers) {
        var all = new LinkedHashMap<Labels, Double>();
        for (var peer : peers.states()) {
            for (var subject : Subject.values()) {
                all.put(Labels.of("peer", peer.address(), "subject", subject.text()), (double)
                        peer.differences(subject).total());
            }
        }
        return all;
    }

    private static Map<Labels, Double> checks(Peers peers) {
        var all = new LinkedHashMap<Labels, Double>();
        for (PeerState peer : peers.states()) {
            peer.checkedAtMillis()
                    .ifPresent(millis -> all.put(Labels.of("peer", peer.address()), millis / MILLIS_A_SECOND));
        }
        return all;
    }
}
