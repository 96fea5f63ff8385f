package io.lodestar.protocol.body;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.Release;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Reads registrations of every generation of brokers as a stream, within limits. Immutable. */
public final class RegistrationReader {
    static final RegistrationReader DEFAULT = new RegistrationReader(BodyLimits.DEFAULT);

    /** How each zlib stream of a broker begins, and no JSON does. */
    private static final byte ZLIB = 0x78;

    private final BodyLimits limits;
    private final JsonSource json;
    private final RegistrationInflater inflater;

    /** Reads within these limits. */
    public RegistrationReader(BodyLimits limits) {
        this.limits = limits;
        this.json = new JsonSource(limits);
        this.inflater = new RegistrationInflater(json, limits);
    }

    /**
     * Reads a registration, without moving the reader index.
     *
     * @param senderVersion the version in the request's header, which decides the shape
     * @param compressed what the request says; a zlib stream is recognised even when the request denies it
     * @param nowMillis what a missing time counts as
     * @throws MalformedBodyException when the bytes are no registration
     * @throws LimitExceededException when they exceed a limit
     */
    public RegistrationBody read(ByteBuf body, int senderVersion, boolean compressed, long nowMillis) {
        if (!body.isReadable()) {
            return withoutBody(senderVersion);
        }
        var draft = new RegistrationDraft(new DataVersion(0, nowMillis, 0), limits);
        if (senderVersion < Release.V3_0_11) {
            draft.filterServers(Optional.empty());
            json.read(body, cursor -> RegistrationJson.readTopics(cursor, draft, nowMillis));
        } else if (compressed || body.getByte(body.readerIndex()) == ZLIB) {
            // brokers of 5.x compress and say that they did not
            inflater.read(body, senderVersion, draft, nowMillis);
        } else {
            json.read(body, cursor -> RegistrationJson.readWhole(cursor, draft, nowMillis));
        }
        return draft.finish();
    }

    private RegistrationBody withoutBody(int senderVersion) {
        var draft = new RegistrationDraft(DataVersion.ZERO, limits);
        if (senderVersion < Release.V3_0_11) {
            draft.filterServers(Optional.empty());
        }
        return draft.finish();
    }
}
