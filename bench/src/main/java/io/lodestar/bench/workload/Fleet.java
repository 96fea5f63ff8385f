package io.lodestar.bench.workload;

import io.lodestar.bench.process.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Brokers that have registered, each over a connection of its own, and stay. Confined to one thread. */
final class Fleet implements AutoCloseable {
    private final List<Peer> peers = new ArrayList<>();

    private Fleet() {}

    /** Registers all brokers one after the other. */
    static Fleet register(int port, Brokers brokers, int version) throws IOException {
        var fleet = new Fleet();
        for (int broker = 0; broker < brokers.seats().size(); broker++) {
            fleet.register(port, brokers.seats().get(broker), brokers.texts().get(broker), version);
        }
        return fleet;
    }

    private void register(int port, Seat seat, RegistrationText text, int version) throws IOException {
        var peer = Peer.connect(port);
        peers.add(peer);
        var answer = peer.ask(text.frame(seat, version, 1, Edition.FIRST));
        if (!answer.isSuccess()) {
            throw new IOException(seat.name() + " was refused: " + answer.header());
        }
    }

    @Override
    public void close() throws IOException {
        for (var peer : peers) {
            peer.close();
        }
    }
}
