package io.lodestar.client;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Connection;
import io.lodestar.transport.EventLoops;
import io.lodestar.transport.FrameHandler;
import io.lodestar.transport.Listener;
import io.lodestar.transport.ListenerSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.BindException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A name server on a loopback port that does with each request what the test says. */
public final class ScriptedServer implements AutoCloseable {
    private final EventLoops loops = EventLoops.start(1);
    private final Queue<Header> asked = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Listener listener;
    private volatile Script script;

    /** What to do with a request; the frame is released by the server. */
    @FunctionalInterface
    public interface Script {
        void onRequest(Connection from, Frame request);
    }

    private ScriptedServer(int port, Script script) throws BindException {
        this.script = script;
        this.listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", port), new Handler());
    }

    public static ScriptedServer start(Script script) throws BindException {
        return new ScriptedServer(0, script);
    }

    /** Starts one where another was. */
    public static ScriptedServer startAt(String address, Script script) throws BindException {
        return new ScriptedServer(Addresses.parse(address).getPort(), script);
    }

    /** Answers everything with success and nothing else. */
    public static Script success() {
        return answering(ResponseCode.SUCCESS, "", ExtFields.ABSENT);
    }

    /** Takes everything and says nothing. */
    public static Script silence() {
        return (from, request) -> {};
    }

    /** Answers everything alike. */
    public static Script answering(ResponseCode outcome, String remark, ExtFields fields) {
        return (from, request) -> answer(from, request, outcome, remark, Unpooled.EMPTY_BUFFER);
    }

    /** Answers one request, with a body that this takes over. */
    public static void answer(Connection to, Frame request, ResponseCode outcome, String remark, ByteBuf body) {
        if (request.header().isOneWay()) {
            body.release();
        } else {
            var header = request.header().answer(outcome, remark, ExtFields.ABSENT);
            to.send(new Frame(request.encoding(), header, body));
        }
    }

    public void then(Script next) {
        script = next;
    }

    /** Sends a request of this side's own to everybody who is connected. */
    public void push(RequestCode code, ExtFields fields, byte[] body) {
        for (var connection : connections) {
            connection.send(
                    new Frame(HeaderEncoding.JSON, Header.oneWay(code, 0, fields), Unpooled.wrappedBuffer(body)));
        }
    }

    public void dropConnections() {
        connections.forEach(Connection::close);
    }

    public int connectionCount() {
        return connections.size();
    }

    /** The headers of the requests so far, in their order. */
    public List<Header> asked() {
        return List.copyOf(asked);
    }

    public long askedAbout(RequestCode code) {
        return asked.stream().filter(header -> header.code() == code.code()).count();
    }

    public String address() {
        return Addresses.text(listener.address());
    }

    public EventLoops loops() {
        return loops;
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }

    private final class Handler implements FrameHandler {
        @Override
        public void onOpened(Connection connection) {
            connections.add(connection);
        }

        @Override
        public void onFrame(Connection connection, Frame frame) {
            asked.add(frame.header());
            try {
                script.onRequest(connection, frame);
            } finally {
                frame.release();
            }
        }

        @Override
        public void onClosed(Connection connection) {
            connections.remove(connection);
        }
    }
}
