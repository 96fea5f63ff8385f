package io.lodestar.interop.siege;

import java.io.IOException;

/** Peers that misbehave in one way, from sources of their own. */
interface Besieger extends AutoCloseable {
    /** What they do, in words. */
    String deed();

    /** Lets them begin; returns when the attack is in full swing. */
    void begin(int port) throws IOException;

    /** Says what they got to. */
    String outcome();

    @Override
    void close() throws IOException;
}
