package io.lodestar.transport.tls;

import io.netty.handler.codec.DecoderException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;

/** What the rest of a pipeline is told when a channel cannot be encrypted, or is so no more. */
final class Failures {
    private Failures() {}

    /** Returns an {@link SSLException} for whatever the peer or the load is to blame for, and a fault of ours as it is. */
    static Throwable told(Throwable raised) {
        var cause = raised instanceof DecoderException && raised.getCause() != null ? raised.getCause() : raised;
        return cause instanceof RejectedExecutionException ? new SSLException(cause.getMessage(), cause) : cause;
    }
}
