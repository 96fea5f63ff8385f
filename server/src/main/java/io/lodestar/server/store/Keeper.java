package io.lodestar.server.store;

import java.io.IOException;

/** Where a value is kept: in a file, or nowhere. */
interface Keeper<T> {
    /** Keeps the value in place of the one before; once it returns, the value is safe. */
    void write(T value) throws IOException;
}
