package io.lodestar.interop.siege;

import java.io.IOException;

/** The server answers in another protocol than its own, as it may do to whom it took for a peer that speaks it. */
final class ForeignAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignAnswerException() {
        super("an answer in another protocol");
    }
}
