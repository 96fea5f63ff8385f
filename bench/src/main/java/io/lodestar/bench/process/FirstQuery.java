package io.lodestar.bench.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The plainest question there is, to learn when a server has begun to answer. */
final class FirstQuery {
    private static final String HEADER = "{\"code\":105,\"extFields\":{\"topic\":\"no-such-topic\"},\"flag\":0,"
            + "\"language\":\"JAVA\",\"opaque\":1,\"serializeTypeCurrentRPC\":\"JSON\",\"version\":513}";

    private FirstQuery() {}

    /** Whether a server answers on the port, whatever it says. */
    static boolean isAnswered(int port) {
        try (var peer = Peer.connect(port)) {
            return peer.ask(frame()).bodyLength() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] frame() {
        var header = HEADER.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Integer.BYTES + header.length)
                .putInt(Integer.BYTES + header.length)
                .putInt(header.length)
                .put(header)
                .array();
    }
}
