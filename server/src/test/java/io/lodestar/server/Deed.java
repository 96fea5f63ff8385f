package io.lodestar.server;

import io.lodestar.protocol.Frame;
import io.netty.buffer.ByteBuf;
import java.util.Random;

/** Something that is done to a server over and over, while the server may be killed at any moment; knows what must be true afterwards. */
interface Deed {
    /** Does it once. An {@link java.io.UncheckedIOException} says that the server was gone before it acknowledged. */
    void once(Peer peer, Random random);

    /** Checks what a restarted server answers before anybody has reported to it. What it shows is the truth from now on. */
    void verify(Peer peer);

    /** Fails unless an answer is a success; returns its body. */
    static ByteBuf acknowledged(Frame answer) {
        if (answer.header().code() != 0) {
            throw new AssertionError("refused: " + answer.header());
        }
        return answer.body();
    }
}
