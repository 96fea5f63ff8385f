package io.lodestar.bench.jmh;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A connection that writes heads and short bodies to one buffer, hands over long ones, and sends nothing. */
final class SinkConnection implements Connection {
    private static final int LONG_BYTES = 4_096;

    final ByteBuf out = Unpooled.directBuffer(LONG_BYTES * 2);
    private final InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    @Override
    public long id() {
        return 1;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return peer;
    }

    @Override
    public void send(Frame frame) {
        FrameCodec.writeHead(frame, out);
        append(frame.body());
    }

    @Override
    public void succeed(Frame request, ByteBuf body) {
        FrameCodec.writeSuccessHead(out, request.encoding(), request.header().opaque(), body.readableBytes());
        append(body);
    }

    private void append(ByteBuf body) {
        if (body.readableBytes() < LONG_BYTES) {
            out.writeBytes(body, body.readerIndex(), body.readableBytes());
        } else {
            body.duplicate();
        }
        body.release();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}
}
