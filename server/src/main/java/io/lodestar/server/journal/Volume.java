package io.lodestar.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A run of encoded entries that can be read while the next ones are written. */
interface Volume {
    /** Returns a number that no entry in here is smaller than. */
    long firstNumber();

    /** Returns the entries as of now, oldest first, each as {@link EntryCodec} reads it. */
    List<ByteBuffer> payloads() throws IOException;
}
