package io.lodestar.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Keeps the first bytes of a connection that are too few to tell what it begins with, and asks the gate again with the next. */
final class FirstBytes extends ChannelInboundHandlerAdapter {
    private final Gate gate;
    private final ByteBuf bytes;

    /** Takes over the bytes, which are a few. */
    FirstBytes(Gate gate, ByteBuf few) {
        this.gate = gate;
        this.bytes = Unpooled.copiedBuffer(few); // which need not be released
        few.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf more = (ByteBuf) message;
        Gate.connection(context).attendance().noteBeginning(Gate.connection(context), false);
        gate.decide(context, Unpooled.wrappedBuffer(bytes, more));
    }
}
