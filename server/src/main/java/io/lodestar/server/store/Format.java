package io.lodestar.server.store;

import java.io.IOException;

/** How a value is kept in a file. */
interface Format<T> {
    /** Returns what the file is called in the log. */
    String title();

    /** Returns the value of a file that is not there. */
    T empty();

    /** Returns the content of the file. */
    byte[] write(T value) throws IOException;

    /** Returns the value that was written; fails when the content is none of this format's. */
    T read(byte[] content) throws IOException;
}
