package io.lodestar.interop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Asks a name server on a loopback port for a route, over a connection of its own, in the plainest dialect. */
final class RouteProbe {
    private static final int GET_ROUTE = 105;
    private static final int GET_ALL_TOPICS = 206;
    private static final int SUCCESS = 0;
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int LARGEST_FRAME = 16 << 20;
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
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
        return ask(GET_ROUTE, "\"topic\":\"" + topic + "\"").map(Route::new);
    }

    /** The names of all topics that the server knows. */
    SortedSet<String> topics() throws IOException {
        var list = ask(GET_ALL_TOPICS, "").orElseThrow(() -> new IOException("the server does not list its topics"));
        var names = new TreeSet<String>();
        var name = NAME.matcher(list.substring(list.indexOf("\"topicList\"") + "\"topicList\"".length()));
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    /** Sends any request whose answer is in its body; empty when it is refused. */
    Optional<String> ask(int code, String fields) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            send(new DataOutputStream(socket.getOutputStream()), code, fields);
            return receive(new DataInputStream(socket.getInputStream()));
        }
    }

    private static void send(DataOutputStream out, int code, String fields) throws IOException {
        var header = "{\"code\":" + code + ",\"extFields\":{" + fields + "},\"flag\":0,"
                + "\"language\":\"JAVA\",\"opaque\":1,\"serializeTypeCurrentRPC\":\"JSON\",\"version\":501}";
        var bytes = header.getBytes(StandardCharsets.UTF_8);
        out.writeInt(4 + bytes.length);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static Optional<String> receive(DataInputStream in) throws IOException {
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
        return Integer.parseInt(code.group(1)) == SUCCESS ? Optional.of(body) : Optional.empty();
    }
}
