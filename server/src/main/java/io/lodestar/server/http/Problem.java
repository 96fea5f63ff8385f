package io.lodestar.server.http;

/** A request that is not done, and what its sender is told: status, and a sentence that says what to do about it. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Creates one; the detail names the thing and the remedy. */
    public Problem(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    /** Returns the status of the reply. */
    public int status() {
        return status;
    }

    /** Returns the reply. */
    public Reply reply() {
        return Reply.problem(status, String.valueOf(getMessage()));
    }
}
