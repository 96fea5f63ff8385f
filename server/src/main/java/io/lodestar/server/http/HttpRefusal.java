package io.lodestar.server.http;

/** Why a request of HTTP was not answered as its sender wished, or its connection was closed. */
public enum HttpRefusal {
    /** All places for connections were taken. */
    TOO_MANY_CONNECTIONS,
    /** All places that one source may have were taken. */
    TOO_MANY_FROM_SOURCE,
    /** All places for event streams were taken. */
    TOO_MANY_STREAMS,
    /** What came is not HTTP/1, or is it in a way that others could understand differently. */
    MALFORMED,
    /** Its line, its headers or its body are longer than they may be. */
    TOO_LONG,
    /** A request did not come to its end in time. */
    SLOW_SENDER,
    /** What was sent was not read in time. */
    SLOW_READER,
    /** More waited for the peer of an event stream than may. */
    SLOW_WATCHER,
    /** The workers had more to do than may wait. */
    OVERLOADED,
    /** A TLS handshake came to no good end, or TLS is off. */
    TLS_HANDSHAKE;

    /** Returns what a request is counted as that could not be read to its end. */
    static HttpRefusal of(Problem problem) {
        return switch (problem.status()) {
            case 413, 414, 431 -> TOO_LONG;
            case 503 -> OVERLOADED;
            default -> MALFORMED;
        };
    }
}
