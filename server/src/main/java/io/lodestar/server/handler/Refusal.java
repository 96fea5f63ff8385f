package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;

/** A request cannot be granted, for a reason that the peer is told. It is an answer, not a fault: it has no stack trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ResponseCode code;
    private final String remark;

    Refusal(ResponseCode code, String remark) {
        super(remark, null, false, false);
        this.code = code;
        this.remark = remark;
    }

    /** Returns the refusal of a request that lacks a field it cannot do without. */
    static Refusal missing(String field) {
        return new Refusal(ResponseCode.SYSTEM_ERROR, field + " is missing or cannot be read");
    }

    Answer answer() {
        return Answer.refused(code, remark);
    }
}
