package io.lodestar.testkit;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.Connection;
import io.lodestar.transport.EventLoops;
import io.lodestar.transport.FrameHandler;
import io.lodestar.transport.Listener;
import io.lodestar.transport.ListenerSettings;
import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The port of a broker that is there for name servers alone. Thread-safe. */
final class Ear implements AutoCloseable {
    private static final int MOST_REMEMBERED = 1_000;

    private final EventLoops loops = EventLoops.start(1);
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Listener listener;
    private volatile Consumer<Heard> told = nobody -> {};

    private Ear() throws BindException {
        this.listener = Listener.bind(loops, ListenerSettings.on("127.0.0.1", 0), new Hearing());
    }

    /** What somebody sent. */
    record Heard(int code, Map<String, String> fields) {}

    static Ear open() {
        try {
            return new Ear();
        } catch (BindException noPort) {
            throw new IllegalStateException("a fake broker found no port on 127.0.0.1", noPort);
        }
    }

    /** From now on, tells this one of what comes, on a thread that must not be held up. */
    void tells(Consumer<Heard> listener) {
        told = listener;
    }

    String address() {
        return Addresses.text(listener.address());
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }

    private final class Hearing implements FrameHandler {
        @Override
        public void onFrame(Connection from, Frame frame) {
            try {
                var header = frame.header();
                var request = new Heard(header.code(), header.fields().values());
                if (heard.size() < MOST_REMEMBERED) {
                    heard.add(request);
                }
                told.accept(request);
                if (!header.isOneWay()) {
                    var refusal = header.answer(
                            ResponseCode.REQUEST_CODE_NOT_SUPPORTED,
                            "a fake broker has no messages, it is there for name servers alone",
                            ExtFields.ABSENT);
                    from.send(Frame.of(frame.encoding(), refusal));
                }
            } finally {
                frame.release();
            }
        }
    }
}
