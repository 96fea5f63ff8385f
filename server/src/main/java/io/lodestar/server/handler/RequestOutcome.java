package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;

/** What became of a request, for those who count. */
public enum RequestOutcome {
    SUCCESS,
    /** What was asked for is not there. */
    NOT_FOUND,
    /** Its sender may not. */
    DENIED,
    /** The server had no room for it, or sent its sender to another one. */
    BUSY,
    /** Nobody answers its code. */
    UNSUPPORTED,
    /** It made no sense, or could not be done. */
    FAILED;

    static RequestOutcome of(ResponseCode code) {
        return switch (code) {
            case SUCCESS -> SUCCESS;
            case TOPIC_NOT_EXIST, QUERY_NOT_FOUND -> NOT_FOUND;
            case NO_PERMISSION -> DENIED;
            case SYSTEM_BUSY, GO_AWAY -> BUSY;
            case REQUEST_CODE_NOT_SUPPORTED -> UNSUPPORTED;
            case SYSTEM_ERROR -> FAILED;
        };
    }
}
