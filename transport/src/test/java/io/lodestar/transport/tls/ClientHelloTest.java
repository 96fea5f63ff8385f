package io.lodestar.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.Promise;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ClientHelloTest {
    private Optional<Promise<SslContext>> asked = Optional.empty();

    @Test
    void aClientThatGoesWhileTheCertificateIsMadeIsNobodysFault() throws Exception {
        var hello = new ClientHello(
                (name, promise) -> {
                    asked = Optional.of(promise);
                    return promise;
                },
                Duration.ofSeconds(10),
                (engine, left) -> {
                    throw new AssertionError("nobody is there to be encrypted");
                });
        var channel = new EmbeddedChannel(hello);
        channel.writeInbound(Unpooled.wrappedBuffer(firstMessage()));
        assertThat(asked).isPresent();

        var unused = channel.close();
        channel.runPendingTasks();
        asked.get().setSuccess(SslContextBuilder.forClient().build());
        channel.runPendingTasks();

        assertThatCode(channel::checkException).doesNotThrowAnyException();
    }

    /** What the JDK says first as a client. */
    private static ByteBuffer firstMessage() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        var message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            engine.wrap(ByteBuffer.allocate(0), message);
        } catch (SSLException impossible) {
            throw new AssertionError(impossible);
        }
        return message.flip();
    }
}
