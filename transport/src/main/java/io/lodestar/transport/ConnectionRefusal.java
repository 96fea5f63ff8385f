package io.lodestar.transport;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedFrameException;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a connection was closed, or not taken at all. */
public enum ConnectionRefusal {
    /** All places were taken. */
    TOO_MANY_CONNECTIONS("all places are taken"),
    /** All places that one source may have were taken. */
    TOO_MANY_FROM_SOURCE("all places of its source are taken"),
    /** The system could not give the server another connection, mostly since it was out of file descriptors. */
    ACCEPT_FAILED("the system gave no connection"),
    /** What came is not the protocol. */
    MALFORMED("what came is not the protocol"),
    /** What came is the protocol, and beyond a limit. */
    LIMIT("what came is beyond a limit"),
    /** An HTTP/1 request came. */
    HTTP("an HTTP request came to the remoting port"),
    /** The preface of HTTP/2 came. */
    HTTP2("the preface of HTTP/2 (gRPC?) came to the remoting port"),
    /** A TLS handshake came, and TLS is off. */
    TLS_OFF("a TLS handshake came, and tls.server.mode is disabled"),
    /** Something else came than the TLS handshake that is demanded. */
    PLAIN_TEXT("something came in plain text, and tls.server.mode is enforcing"),
    /** A TLS handshake came to no end, or a bad one. */
    TLS_HANDSHAKE("a TLS handshake came to no good end"),
    /** A PROXY header came from an address that is not trusted to send one. */
    PROXY_NOT_TRUSTED("a PROXY header came from an address that proxyProtocolSources does not name"),
    /** A PROXY header came that is none, from an address that is trusted to send one. */
    PROXY_MALFORMED("the header of its proxy is none"),
    /** What was begun did not come to its end in time. */
    SLOW_SENDER("what was begun did not come to its end in time"),
    /** What was sent was not read in time. */
    SLOW_READER("what was sent was not read in time"),
    /** More waited for the peer to read it than may. */
    TOO_MUCH_UNREAD("more waits for the peer to read it than may"),
    /** There was no memory left for what came. */
    OUT_OF_MEMORY("there was no memory for what came");

    private final String meaning;

    ConnectionRefusal(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what the operator is told. */
    String meaning() {
        return meaning;
    }

    /** Returns what a failure of a connection is counted as, if its peer caused it by more than going away. */
    static Optional<ConnectionRefusal> of(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return Optional.of(refused.reason());
        }
        if (failure instanceof MalformedFrameException) {
            return Optional.of(MALFORMED);
        }
        if (failure instanceof LimitExceededException) {
            return Optional.of(LIMIT);
        }
        return failure instanceof OutOfMemoryError ? Optional.of(OUT_OF_MEMORY) : Optional.empty();
    }

    /** Returns whether a failure only says that the connection is no more. */
    static boolean isBreak(Throwable failure) {
        return failure instanceof IOException || failure.getCause() instanceof SSLException;
    }
}
