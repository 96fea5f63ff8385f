package io.lodestar.interop;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One encrypted connection to a name server on a loopback port, believing whatever certificate that shows. */
final class EncryptedProbe implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int TOPIC_NOT_EXIST = 17;

    private final SSLSocket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    EncryptedProbe(int port, KeyManager... shown) throws IOException {
        socket = (SSLSocket) context(shown).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    /** Whom the server's certificate names. */
    String server() throws IOException {
        var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    /** Asks for a route that does not exist, and checks that the answer says so. */
    void ask() throws IOException {
        var header = request();
        out.write(header);
        out.flush();
        var answer = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        if (!answer.contains("\"code\":" + TOPIC_NOT_EXIST)) {
            throw new IOException("not the answer to the question: " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A whole frame that asks for a route. */
    static byte[] request() {
        var header =
                "{\"code\":105,\"extFields\":{\"topic\":\"no-such-topic\"},\"flag\":0,\"language\":\"JAVA\",\"opaque\":7,"
                        + "\"serializeTypeCurrentRPC\":\"JSON\",\"version\":501}";
        var bytes = header.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(8 + bytes.length);
        return frame.putInt(4 + bytes.length).putInt(bytes.length).put(bytes).array();
    }

    private static SSLContext context(KeyManager... shown) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(shown, new TrustManager[] {new TakesAll()}, null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Believes everybody. */
    private static final class TakesAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
