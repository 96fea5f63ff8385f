package io.lodestar.server.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of a reply that is too long to be held as a whole. It is asked for part after part, by one worker at a time, and only when the peer has read enough of
 * the parts before.
 */
public interface Parts {
    /** Writes the next part, some ten thousands of bytes; returns whether there are more. */
    boolean writeNext(OutputStream out) throws IOException;
}
