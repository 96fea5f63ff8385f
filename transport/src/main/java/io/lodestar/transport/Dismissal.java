package io.lodestar.transport;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.LimitExceededException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said when a connection breaks: to the operator, and to a peer that broke a limit. */
final class Dismissal {
    private static final Logger LOG = LoggerFactory.getLogger(Dismissal.class);

    private Dismissal() {}

    /** A reset is a peer's habit, what is refused is counted, and anything else is a fault of ours. */
    static void report(ChannelConnection connection, Throwable cause, Refusals<ConnectionRefusal> refusals) {
        var refusal = ConnectionRefusal.of(cause);
        if (refusal.isPresent()) {
            var peer = connection.remoteAddress().getAddress();
            refusals.refuse(refusal.get(), peer, connection + " closed: " + cause.getMessage());
        } else if (ConnectionRefusal.isBreak(cause)) {
            LOG.debug("{} broke: {}", connection, cause.getMessage());
        } else {
            LOG.error("{} closed because of a fault", connection, cause);
        }
    }

    /** Returns what the sender of the request is told, if it is known and waits for an answer. */
    static Optional<Frame> answer(LimitExceededException limit) {
        return limit.request()
                .filter(asked -> !asked.header().isResponse() && !asked.header().isOneWay())
                .map(asked -> Frame.of(
                        asked.encoding(),
                        asked.header().answer(limit.code(), String.valueOf(limit.getMessage()), ExtFields.ABSENT)));
    }
}
