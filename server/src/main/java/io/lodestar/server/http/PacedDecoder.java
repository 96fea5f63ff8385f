package io.lodestar.server.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Reads requests one by one: of many that came together, the next is read only when it is asked for, and so costs no more than its bytes until then.
 */
final class PacedDecoder extends HttpRequestDecoder {
    PacedDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpSettings.MAX_LINE_BYTES)
                .setMaxHeaderSize(HttpSettings.MAX_HEADER_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
        setSingleDecode(true);
    }

    /** Returns how many bytes are here and not read yet. */
    int waitingBytes() {
        return actualReadableBytes();
    }

    /** Whoever sends two lengths wants two servers to see two different requests. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("a request has Content-Length and Transfer-Encoding");
    }
}
