package io.lodestar.server.access;

import io.lodestar.protocol.Frame;
import io.lodestar.transport.Connection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A connection from anywhere, with or without a certificate, on which nothing is sent. */
record FakePeer(InetSocketAddress remoteAddress, Optional<String> certificate) implements Connection {
    static FakePeer at(String address) {
        try {
            return new FakePeer(new InetSocketAddress(InetAddress.getByName(address), 40_000), Optional.empty());
        } catch (UnknownHostException noLiteral) {
            throw new IllegalArgumentException(noLiteral);
        }
    }

    FakePeer with(String subject) {
        return new FakePeer(remoteAddress, Optional.of(subject));
    }

    @Override
    public long id() {
        return 1;
    }

    @Override
    public void send(Frame frame) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}
}
