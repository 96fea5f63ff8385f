package io.lodestar.transport;

import io.lodestar.protocol.Frame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Notes what it is told, and does with frames what the test says. */
final class RecordingHandler implements FrameHandler {
    final List<Connection> opened = new CopyOnWriteArrayList<>();
    final List<Connection> closed = new CopyOnWriteArrayList<>();
    final AtomicInteger frames = new AtomicInteger();

    private final BiConsumer<Connection, Frame> onFrame;

    RecordingHandler(BiConsumer<Connection, Frame> onFrame) {
        this.onFrame = onFrame;
    }

    /** Returns a handler that answers each request with its own body. */
    static RecordingHandler echo() {
        return new RecordingHandler((connection, request) -> connection.send(Frames.answer(request, request.body())));
    }

    /** Returns a handler that answers nothing. */
    static RecordingHandler silent() {
        return new RecordingHandler((connection, request) -> request.release());
    }

    @Override
    public void onOpened(Connection connection) {
        opened.add(connection);
    }

    @Override
    public void onFrame(Connection connection, Frame frame) {
        frames.incrementAndGet();
        onFrame.accept(connection, frame);
    }

    @Override
    public void onClosed(Connection connection) {
        closed.add(connection);
    }
}
