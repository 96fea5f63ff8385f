package io.lodestar.server.store;

import java.io.IOException;

/** A file does not hold what was written to it, or was written by something else; the message says what is wrong with it. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
