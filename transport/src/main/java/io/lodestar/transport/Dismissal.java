package io.lodestar.transport;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.ResponseCode;
import java.util.Optional;

/** What a peer is told that broke a limit, before it is sent away. */
final class Dismissal {
    private Dismissal() {}

    /** Returns what the sender of the request is told, if it is known and waits for an answer. */
    static Optional<Frame> answer(LimitExceededException limit) {
        return limit.request()
                .filter(asked -> !asked.header().isResponse() && !asked.header().isOneWay())
                .map(asked -> Frame.of(
                        asked.encoding(),
                        asked.header()
                                .answer(
                                        ResponseCode.SYSTEM_ERROR,
                                        String.valueOf(limit.getMessage()),
                                        ExtFields.ABSENT)));
    }
}
