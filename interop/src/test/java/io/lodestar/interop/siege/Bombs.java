package io.lodestar.interop.siege;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.Deflater;

/** Small requests that want to become large: lengths of two gibibytes, bodies that inflate a thousandfold, nested and repeated JSON. */
final class Bombs implements Besieger {
    private static final int INFLATED = 64 << 20;
    private static final int PATIENCE_MILLIS = 10_000;

    private final List<byte[]> bombs = List.of(
            ByteBuffer.allocate(16).putInt(0, Integer.MAX_VALUE).array(),
            registration(true, Zlib.deflate(text(new byte[INFLATED]), Deflater.BEST_COMPRESSION)),
            registration(
                    true, Zlib.deflate(text(Raw.bytes("a" + " ".repeat(INFLATED / 4))), Deflater.BEST_COMPRESSION)),
            registration(false, Raw.bytes("{\"x\":" + Oddities.nested(1 << 20, true) + "}")),
            registration(false, Raw.bytes("{\"filterServerList\":[" + "\"a\",".repeat(1 << 19) + "\"a\"]}")),
            Message.frame(0, Raw.bytes("{\"code\":105,\"x\":" + Oddities.nested(1 << 19, true) + "}"), new byte[0]));

    private Sweeper sweeper = Sweeper.idle();
    private int thrown;
    private int answered;

    @Override
    public String deed() {
        return "bombs that inflate a thousandfold, and lengths of two gibibytes";
    }

    @Override
    public void begin(int port) {
        sweeper = Sweeper.start(
                "bombs",
                () -> {
                    for (var bomb : bombs) {
                        toss(bomb, port);
                    }
                },
                Duration.ofMillis(1));
    }

    private void toss(byte[] bomb, int port) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), port, InetAddress.getByAddress(new byte[] {127, 0, 16, 1}), 0)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            thrown++;
            socket.getOutputStream().write(bomb);
            InputStream in = socket.getInputStream();
            if (in.read() >= 0) {
                answered++;
            }
        }
    }

    /** The data version of a compressed registration, or what stands in its place. */
    private static byte[] text(byte[] bytes) {
        return Section.written(List.of(Section.text("{}"), Section.count(1), Section.text(Raw.of(bytes))));
    }

    private static byte[] registration(boolean compressed, byte[] body) {
        var message = Message.of(new Message.Head(false, 103, "JAVA", 513, 1, 0))
                .with("brokerName", "rogue")
                .with("brokerAddr", "127.0.0.1:1")
                .with("clusterName", "rogue")
                .with("brokerId", "0")
                .with("compressed", Boolean.toString(compressed))
                .withBody(body);
        return Bodies.checked(message).frame();
    }

    @Override
    public String outcome() {
        return thrown + " thrown, " + answered + " answered"
                + sweeper.failure().map(failure -> ", " + failure.getMessage()).orElse("");
    }

    @Override
    public void close() {
        sweeper.close();
    }
}
