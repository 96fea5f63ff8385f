package io.lodestar.server.peers;

import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.DigestsBody;
import io.lodestar.protocol.header.GetDigestsRequest;
import java.time.Duration;

/** Another name server while it is compared with. All of its answers together may take so long and no longer. */
final class RemoteDigests implements DigestSource {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** A million topics take a good part of a second. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final PeerLine line;
    private final long begunNanos = System.nanoTime();

    RemoteDigests(PeerLine line) {
        this.line = line;
    }

    @Override
    public DigestsBody ask(GetDigestsRequest request) throws UnansweredException {
        var left = LIMIT.minusNanos(System.nanoTime() - begunNanos);
        if (left.isNegative() || left.isZero()) {
            throw new UnansweredException(
                    Agreement.UNKNOWN, "it did not tell all within " + LIMIT.toSeconds() + " s when it was compared");
        }
        var limit = left.compareTo(ANSWER_LIMIT) < 0 ? left : ANSWER_LIMIT;
        return line.ask(RequestCode.GET_DIGESTS, request.toFields(), limit, DigestsBody::read);
    }
}
