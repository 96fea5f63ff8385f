package io.lodestar.transport;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Frames to test with. */
final class Frames {
    private Frames() {}

    static Frame request(int opaque) {
        return Frame.of(HeaderEncoding.JSON, header(opaque));
    }

    static Frame request(int opaque, String body) {
        return new Frame(HeaderEncoding.BINARY, header(opaque), Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
    }

    static Frame answer(Frame request) {
        return Frame.of(request.encoding(), answerHeader(request));
    }

    static Frame answer(Frame request, ByteBuf body) {
        return new Frame(request.encoding(), answerHeader(request), body);
    }

    static byte[] bytes(Frame... frames) {
        ByteBuf out = Unpooled.buffer();
        for (Frame frame : frames) {
            FrameCodec.writeHead(frame, out);
            out.writeBytes(frame.body());
            frame.release();
        }
        return ByteBufUtil.getBytes(out);
    }

    /** Returns the opaque and the body of a frame, and releases it. */
    static String text(Frame frame) {
        String text = frame.header().opaque() + ":" + frame.body().toString(StandardCharsets.UTF_8);
        frame.release();
        return text;
    }

    private static Header header(int opaque) {
        return Header.request(RequestCode.GET_ROUTE_INFO, opaque, ExtFields.ABSENT);
    }

    private static Header answerHeader(Frame request) {
        return request.header().answer(ResponseCode.SUCCESS, "", ExtFields.ABSENT);
    }
}
