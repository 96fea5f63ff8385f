package io.lodestar.server.journal;

import java.io.IOException;
import java.util.List;

/** Keeps encoded entries, the newest of them, within a limit. One thread at a time calls it; any may ask for the volumes. */
interface Shelf extends AutoCloseable {
    /** Returns a number that the entries from here on must be greater than, whatever was shown. */
    long lastNumber();

    /** Keeps one more entry, whose number is greater than those before. On failure nothing of it is kept. */
    void append(long number, byte[] payload) throws IOException;

    /** Forces what was appended to the disk. */
    void force() throws IOException;

    /** Returns what is kept, oldest first. */
    List<Volume> volumes();

    @Override
    void close() throws IOException;
}
