package io.lodestar.transport;

/** Why a connection was closed, or not taken at all. */
public enum ConnectionRefusal {
    /** All places were taken. */
    TOO_MANY_CONNECTIONS,
    /** All places that one source may have were taken. */
    TOO_MANY_FROM_SOURCE,
    /** The system could not give the server another connection, mostly since it was out of file descriptors. */
    ACCEPT_FAILED,
    /** What came is not the protocol. */
    MALFORMED,
    /** What came is the protocol, and beyond a limit. */
    LIMIT,
    /** A frame as long as only some may send came from another. */
    LONG_FRAME_NOT_ADMITTED,
    /** An HTTP/1 request came. */
    HTTP,
    /** The preface of HTTP/2 came. */
    HTTP2,
    /** A TLS handshake came, and TLS is off. */
    TLS_OFF,
    /** Something else came than the TLS handshake that is demanded. */
    PLAIN_TEXT,
    /** A TLS handshake came to no end, or a bad one. */
    TLS_HANDSHAKE,
    /** A PROXY header came from an address that is not trusted to send one. */
    PROXY_NOT_TRUSTED,
    /** A PROXY header came that is none, from an address that is trusted to send one. */
    PROXY_MALFORMED,
    /** What was begun did not come to its end in time. */
    SLOW_SENDER,
    /** What was sent was not read in time. */
    SLOW_READER,
    /** More waited for the peer to read it than may. */
    TOO_MUCH_UNREAD
}
