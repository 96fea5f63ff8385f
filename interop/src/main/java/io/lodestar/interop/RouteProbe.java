package io.lodestar.interop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Asks a name server on a loopback port for a route, over a connection of its own, in the plainest dialect. */
final class RouteProbe {
    private static final int GET_ROUTE = 105;
    private static final int SUCCESS = 0;
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int LARGEST_FRAME = 16 << 20;
    private static final Pattern CODE = Pattern.compile("\"code\":(\\d+)");

    private final int port;

    RouteProbe(int port) {
        this.port = port;
    }

    /** Whether something on the port answers route queries; a route need not exist. */
    boolean isAnswered() {
        try {
            ask("no-such-topic");
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The route of a topic; empty when the server knows none, or cannot be asked just now. */
    Optional<Route> find(String topic) {
        try {
            return ask(topic);
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    /** Like {@link #find}, but a server that does not answer is an error. */
    Optional<Route> ask(String topic) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            send(new DataOutputStream(socket.getOutputStream()), topic);
            return receive(new DataInputStream(socket.getInputStream()));
        }
    }

    private static void send(DataOutputStream out, String topic) throws IOException {
        var header = "{\"code\":" + GET_ROUTE + ",\"extFields\":{\"topic\":\"" + topic + "\"},\"flag\":0,"
                + "\"language\":\"JAVA\",\"opaque\":1,\"serializeTypeCurrentRPC\":\"JSON\",\"version\":501}";
        var bytes = header.getBytes(StandardCharsets.UTF_8);
        out.writeInt(4 + bytes.length);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static Optional<Route> receive(DataInputStream in) throws IOException {
        int length = in.readInt();
        int headerLength = in.readInt() & 0xFFFFFF;
        if (length < 4 + headerLength || length > LARGEST_FRAME) {
            throw new IOException("frame of " + length + " bytes with a header of " + headerLength);
        }
        var header = new String(in.readNBytes(headerLength), StandardCharsets.UTF_8);
        var body = new String(in.readNBytes(length - 4 - headerLength), StandardCharsets.UTF_8);
        var code = CODE.matcher(header);
        if (!code.find()) {
            throw new IOException("a header without a code: " + header);
        }
        return Integer.parseInt(code.group(1)) == SUCCESS ? Optional.of(new Route(body)) : Optional.empty();
    }
}
