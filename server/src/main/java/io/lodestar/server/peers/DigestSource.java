package io.lodestar.server.peers;

import io.lodestar.protocol.body.DigestsBody;
import io.lodestar.protocol.header.GetDigestsRequest;

/** One of two name servers that are compared: this one, or the one that is asked over the network. */
interface DigestSource {
    /**
     * Answers as code 24007 does.
     *
     * @throws UnansweredException when it does not answer, or not so
     */
    DigestsBody ask(GetDigestsRequest request) throws UnansweredException;
}
