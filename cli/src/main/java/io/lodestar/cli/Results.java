package io.lodestar.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Where results go, and why they no longer do: a {@link java.io.PrintStream} only tells that something was lost. Confined to the main thread. */
final class Results extends FilterOutputStream {
    /** What the system says when nobody reads any more, as of {@code lodestar topics | head}: so it is meant, and nothing to tell. */
    private static final String NOBODY_READS = "Broken pipe";

    private String loss = "";

    Results(OutputStream bytes) {
        super(bytes);
    }

    /** Returns why results were lost; empty while none were that somebody wanted. */
    String loss() {
        return loss;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException lost) {
            var reason = String.valueOf(lost.getMessage());
            loss = reason.equals(NOBODY_READS) ? "" : reason;
            throw lost;
        }
    }
}
