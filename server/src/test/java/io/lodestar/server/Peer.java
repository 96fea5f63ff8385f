package io.lodestar.server;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.FrameCodec;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.Language;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

/** One plain blocking connection to a name server, so that the tests of our server do not lean on our client. */
final class Peer implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private HeaderEncoding encoding = HeaderEncoding.JSON;
    private int version = Release.SELF;
    private int opaque = -1;

    Peer(InetSocketAddress server) {
        try {
            socket = new Socket("127.0.0.1", server.getPort());
            socket.setSoTimeout(DEADLINE_MILLIS);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns where the server sees this peer. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    Peer speaking(HeaderEncoding headerEncoding, int release) {
        encoding = headerEncoding;
        version = release;
        return this;
    }

    /** Sends a request and waits for its answer. */
    Frame ask(RequestCode code, ExtFields fields, ByteBuf body) {
        return ask(code.code(), fields, body);
    }

    Frame ask(RequestCode code, Map<String, String> fields) {
        return ask(code.code(), ExtFields.of(fields), Unpooled.EMPTY_BUFFER);
    }

    Frame ask(int code, ExtFields fields, ByteBuf body) {
        send(code, 0, fields, body);
        var answer = read();
        if (answer.header().opaque() != opaque) {
            throw new AssertionError("answer to " + answer.header().opaque() + " instead of " + opaque);
        }
        return answer;
    }

    /** Sends a request that wants no answer. */
    void tell(RequestCode code, ExtFields fields) {
        send(code.code(), 2, fields, Unpooled.EMPTY_BUFFER);
    }

    /** Sends a request and leaves its answer where it is. */
    void askAndNotListen(RequestCode code) {
        send(code.code(), 0, ExtFields.EMPTY, Unpooled.EMPTY_BUFFER);
    }

    private void send(int code, int flag, ExtFields fields, ByteBuf body) {
        var header = new Header(code, Language.JAVA, version, ++opaque, flag, "", fields);
        var out = Unpooled.buffer();
        FrameCodec.writeHead(new Frame(encoding, header, body), out);
        out.writeBytes(body);
        sendRaw(ByteBufUtil.getBytes(out));
    }

    void sendRaw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits for the next frame. */
    Frame read() {
        try {
            var bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return FrameCodec.read(Unpooled.wrappedBuffer(bytes));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until the server closes the connection, and returns whether it sent nothing before. */
    boolean isClosedSilently() {
        try {
            return in.read() < 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Breaks the connection off, as a peer whose process or machine died. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
