package io.lodestar.testkit;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.Language;
import io.lodestar.protocol.Release;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Connection;
import io.lodestar.transport.EventLoops;
import io.lodestar.transport.FrameHandler;
import io.lodestar.transport.Listener;
import io.lodestar.transport.ListenerSettings;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.BindException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A name server that answers what a test tells it to: well, wrong, late, or not at all. It remembers what it was asked. Thread-safe.
 *
 * <pre>{@code
 * try (var server = ScriptedNameServer.start(question -> Reply.silence())) {
 *     var client = RouteClient.open(ClientSettings.of(server.hostAndPort()));
 *     ...
 * }
 * }</pre>
 */
public final class ScriptedNameServer implements AutoCloseable {
    /** How many questions are remembered; those after that are answered all the same. */
    public static final int MOST_REMEMBERED = 100_000;

    private static final int RESPONSE = 1;

    private final EventLoops loops = EventLoops.start(1);
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Listener listener;
    private volatile Script script;

    /** What the server does. */
    @FunctionalInterface
    public interface Script {
        /** Returns what to do with a question. Called on the one thread of the server, which it must not hold up; what it throws costs the asker its connection. */
        Reply reply(Question question);
    }

    private ScriptedNameServer(String host, int port, Script script) throws BindException {
        this.script = script;
        this.listener = Listener.bind(loops, ListenerSettings.on(host, port), new Asking());
    }

    /** Starts one on a free port that only this machine can reach. */
    public static ScriptedNameServer start(Script script) {
        return startAt(0, script);
    }

    /**
     * Starts one on this port, such as that of another which was closed.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static ScriptedNameServer startAt(int port, Script script) {
        try {
            return new ScriptedNameServer("127.0.0.1", port, script);
        } catch (BindException taken) {
            throw new IllegalStateException(taken.getMessage(), taken);
        }
    }

    /** From now on, follows another script. */
    public void follow(Script next) {
        script = next;
    }

    /** Returns {@code host:port}. */
    public String hostAndPort() {
        return Addresses.text(listener.address());
    }

    /** Returns what was asked so far, in the order in which it came. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    /** Returns how many connections are open. */
    public int connectionCount() {
        return connections.size();
    }

    /** Closes all connections that are open now; the port stays open. */
    public void dropConnections() {
        connections.forEach(Connection::close);
    }

    /** Closes the port and all connections. */
    @Override
    public void close() {
        listener.close();
        loops.close();
    }

    /** Reads the header of what was asked, and not its body, which may be gone by then. */
    private static void give(Reply reply, Connection to, Frame asked) {
        if (reply instanceof Reply.Answer answer && !asked.header().isOneWay()) {
            var fields = answer.fields().isEmpty() ? ExtFields.ABSENT : ExtFields.of(answer.fields());
            var header = new Header(
                    answer.code(),
                    Language.JAVA,
                    Release.SELF,
                    asked.header().opaque(),
                    RESPONSE,
                    answer.remark(),
                    fields);
            to.send(new Frame(asked.encoding(), header, Unpooled.wrappedBuffer(answer.body())));
        } else if (reply instanceof Reply.HangUp) {
            to.close();
        } else if (reply instanceof Reply.Late late) {
            CompletableFuture.delayedExecutor(late.delay().toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> give(late.reply(), to, asked));
        }
    }

    private final class Asking implements FrameHandler {
        /** Confined to the event loop. */
        private int remembered;

        @Override
        public void onOpened(Connection connection) {
            connections.add(connection);
        }

        @Override
        public void onFrame(Connection from, Frame frame) {
            try {
                var header = frame.header();
                var question = new Question(
                        header.code(), header.fields().values(), ByteBufUtil.getBytes(frame.body()), header.isOneWay());
                if (remembered < MOST_REMEMBERED) {
                    remembered++;
                    questions.add(question);
                }
                give(script.reply(question), from, frame);
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
