package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lodestar.transport.tls.TlsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass(name = "native: {0}")
@ValueSource(booleans = {true, false})
class GateTest {
    private static final SourceRanges LOOPBACK = SourceRanges.parse(List.of("127.0.0.0/8", "::1"));
    private static final byte[] REQUEST = Frames.bytes(Frames.request(1, "hello"));

    @Parameter
    boolean nativeAllowed;

    private final Refusals<ConnectionRefusal> refusals =
            new Refusals<>(ConnectionRefusal.class, System::nanoTime, line -> {});
    private final RecordingHandler handler = RecordingHandler.echo();

    private EventLoops loops;

    @BeforeEach
    void start() {
        loops = EventLoops.start(1, nativeAllowed);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void anHttpRequestIsAnsweredInHttp() throws IOException {
        try (Listener listener = listen(SourceRanges.NONE)) {
            String answer = talk(listener, text("GET /rocketmq/nsaddr HTTP/1.1\r\nHost: x\r\n\r\n"));

            assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("remoting port");
            assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4)
                    .isEqualTo(Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1")));
            assertThat(refusals.count(ConnectionRefusal.HTTP)).isOne();
        }
    }

    @Test
    void aLargeUploadDoesNotKeepTheAnswerFromItsSender() throws IOException {
        try (Listener listener = listen(SourceRanges.NONE)) {
            String answer = talk(listener, text("POST / HTTP/1.1\r\n\r\n" + "x".repeat(300_000)));

            assertThat(answer).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void thePrefaceOfHttp2IsAnsweredWithSettingsAndGoAway() throws IOException {
        try (Listener listener = listen(SourceRanges.NONE)) {
            String answer = talk(listener, text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));

            assertThat(answer).startsWith("\0\0\0\u0004\0\0\0\0\0\0\0").contains("remoting port");
            assertThat(answer.charAt(9 + 3)).as("type of the second frame").isEqualTo('\u0007');
            assertThat(answer.length() - 18)
                    .as("length of its payload")
                    .isEqualTo(answer.charAt(9) << 16 | answer.charAt(10) << 8 | answer.charAt(11));
            assertThat(refusals.count(ConnectionRefusal.HTTP2)).isOne();
        }
    }

    @Test
    void aTlsHandshakeIsAnsweredWithAnAlertWhereThereIsNoTls() throws IOException {
        try (Listener listener = listen(SourceRanges.NONE)) {
            assertThat(talk(listener, text("\u0016\u0003\u0001\0\u0005\u0001\0\0\u0001\0")))
                    .isEqualTo("\u0015\u0003\u0001\0\u0002\u0002\u0028");
            assertThat(refusals.count(ConnectionRefusal.TLS_OFF)).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 203.0.113.7 10.0.0.1 4711 9876\r\n", "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c"})
    void aHeaderOfAProxyThatIsNotTrustedCostsTheConnection(String header) throws IOException {
        try (Listener listener = listen(SourceRanges.NONE)) {
            assertThat(talk(listener, text(header))).isEmpty();
            assertThat(refusals.count(ConnectionRefusal.PROXY_NOT_TRUSTED)).isOne();
            assertThat(handler.frames).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10_000})
    void atATrustedProxyTheAddressThatItTellsCounts(int pieceBytes) throws IOException {
        try (Listener listener = listen(LOOPBACK)) {
            byte[] header = text("PROXY TCP4 203.0.113.7 10.0.0.1 4711 9876\r\n");

            try (Socket socket = connect(listener)) {
                sendInPieces(socket, concat(header, REQUEST), pieceBytes);
                assertThat(Frames.text(new Peer(socket).read())).isEqualTo("1:hello");
            }

            assertThat(handler.opened)
                    .extracting(Connection::remoteAddress)
                    .containsExactly(new InetSocketAddress("203.0.113.7", 4711));
            await().until(() -> handler.closed.size() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 10_000})
    void theSecondVersionTellsIpv6AddressesToo(int pieceBytes) throws IOException {
        byte[] origin = InetAddress.getByName("2001:db8::7").getAddress();
        byte[] header = ByteBuffer.allocate(16 + 36 + 5)
                .put(text("\r\n\r\n\0\r\nQUIT\n"))
                .put(new byte[] {0x21, 0x21, 0, 36 + 5})
                .put(origin)
                .put(origin)
                .putShort((short) 4711)
                .putShort((short) 9876)
                .put(new byte[] {(byte) 0xE0, 0, 2, 'a', 'b'})
                .array();

        try (Listener listener = listen(LOOPBACK);
                Socket socket = connect(listener)) {
            sendInPieces(socket, concat(header, REQUEST), pieceBytes);
            assertThat(Frames.text(new Peer(socket).read())).isEqualTo("1:hello");

            assertThat(handler.opened)
                    .extracting(Connection::remoteAddress)
                    .containsExactly(new InetSocketAddress(InetAddress.getByAddress(origin), 4711));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", "\r\n\r\n\0\r\nQUIT\n \0\0\0", ""})
    void aProxyThatSpeaksForItselfIsTakenForItself(String header) throws IOException {
        try (Listener listener = listen(LOOPBACK);
                Socket socket = connect(listener)) {
            socket.getOutputStream().write(concat(text(header), REQUEST));
            assertThat(Frames.text(new Peer(socket).read())).isEqualTo("1:hello");

            assertThat(handler.opened).extracting(Connection::remoteAddress).containsExactly((InetSocketAddress)
                    socket.getLocalSocketAddress());
        }
    }

    @Test
    void aSecondHeaderIsWhatACheatSends() throws IOException {
        try (Listener listener = listen(LOOPBACK)) {
            String twice = "PROXY TCP4 203.0.113.7 10.0.0.1 4711 9876\r\n" + "PROXY TCP4 127.0.0.1 10.0.0.1 1 1\r\n";

            assertThat(talk(listener, concat(text(twice), REQUEST))).isEmpty();
            assertThat(refusals.count(ConnectionRefusal.PROXY_NOT_TRUSTED)).isOne();
            assertThat(handler.frames).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 nonsense\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 4711 99999\r\n",
                "\r\n\r\n\0\r\nQUIT\n\u002f\u0011\0\u000c"
            })
    void aHeaderThatIsNoneCostsTheConnection(String header) throws IOException {
        try (Listener listener = listen(LOOPBACK)) {
            assertThat(talk(listener, concat(text(header), new byte[300]))).isEmpty();
            await().until(() -> refusals.count(ConnectionRefusal.PROXY_MALFORMED) == 1);
            assertThat(handler.opened).isEmpty();
        }
    }

    @Test
    void bytesThatComeOneByOneAreAFrameAllTheSame() throws IOException {
        try (Listener listener = listen(SourceRanges.NONE);
                Socket socket = connect(listener)) {
            sendInPieces(socket, REQUEST, 1);

            assertThat(Frames.text(new Peer(socket).read())).isEqualTo("1:hello");
        }
    }

    @Test
    void anIpv6OnlyListenerServesIpv6() throws IOException {
        var settings = ListenerSettings.on("::1", 0);

        try (Listener listener = Listener.bind(loops, settings, handler, defences(ListenerLimits.DEFAULT));
                Socket socket = new Socket("::1", listener.address().getPort())) {
            socket.getOutputStream().write(REQUEST);

            assertThat(Frames.text(new Peer(socket).read())).isEqualTo("1:hello");
            assertThat(handler.opened.get(0))
                    .hasToString("connection " + handler.opened.get(0).id() + " with [0:0:0:0:0:0:0:1]:"
                            + socket.getLocalPort());
        }
    }

    private Listener listen(SourceRanges proxies) throws IOException {
        return Listener.bind(
                loops,
                ListenerSettings.on("127.0.0.1", 0),
                handler,
                defences(new ListenerLimits(proxies, 0, 0, 60, 45)));
    }

    private Defences defences(ListenerLimits limits) {
        return new Defences(limits, new MemoryBudget(1 << 30), refusals, TlsServer.DISABLED);
    }

    private static Socket connect(Listener listener) throws IOException {
        var socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends something and returns all that comes back until the end. */
    private static String talk(Listener listener, byte[] bytes) throws IOException {
        try (Socket socket = connect(listener)) {
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static void sendInPieces(Socket socket, byte[] bytes, int pieceBytes) throws IOException {
        for (int at = 0; at < bytes.length; at += pieceBytes) {
            socket.getOutputStream().write(bytes, at, Math.min(pieceBytes, bytes.length - at));
        }
    }

    private static byte[] concat(byte[] first, byte[] second) throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(first);
        both.write(second);
        return both.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
