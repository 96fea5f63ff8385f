package io.lodestar.protocol.body;

import io.lodestar.protocol.MalformedBodyException;
import io.netty.buffer.ByteBuf;

/** Reads registrations of every generation of brokers as a stream, within limits. Immutable. */
public final class RegistrationReader {
    private final BodyLimits limits;

    public RegistrationReader(BodyLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a registration.
     *
     * @param senderVersion the version in the request's header, which decides the shape
     * @param compressed what the request says; a zlib stream is recognised even when the request denies it
     * @param nowMillis what a missing time counts as
     * @throws MalformedBodyException when the bytes are no registration or break a limit
     */
    public RegistrationBody read(ByteBuf body, int senderVersion, boolean compressed, long nowMillis) {
        throw new UnsupportedOperationException("being written " + limits);
    }
}
