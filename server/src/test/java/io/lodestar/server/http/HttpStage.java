package io.lodestar.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.server.http.HttpSettings.Patience;
import io.lodestar.transport.tls.TlsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of HTTP that has something of everything. */
final class HttpStage implements AutoCloseable {
    static final String LONG_TEXT = "lodestar ".repeat(1_000);
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(600), Duration.ofSeconds(2), Duration.ofMillis(800));

    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger asked = new AtomicInteger();
    final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final EventSource source = new EventSource() {
        @Override
        public void opened(EventStream stream) {
            streams.add(stream);
            stream.send("data: hello\n\n".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void closed(EventStream stream) {
            streams.remove(stream);
        }
    };

    private Optional<HttpServer> server = Optional.empty();

    @Override
    public void close() {
        gate.countDown();
        server.ifPresent(HttpServer::close);
    }

    HttpServer start(int connections, int maxStreams) throws BindException {
        var router = new Router.Builder()
                .addAtOnce(Method.GET, "/now", request -> {
                    asked.incrementAndGet();
                    return Reply.text(200, "now");
                })
                .add(Method.GET, "/things/{name}", request -> Reply.text(200, request.captured("name")))
                .add(Method.PUT, "/things/{name}", request -> Reply.text(200, "put " + request.text()))
                .add(Method.GET, "/things/{name}/parts", request -> Reply.text(200, "parts"))
                .add(Method.GET, "/long", request -> Reply.text(200, LONG_TEXT).withTag("one"))
                .add(Method.GET, "/parts", request -> Reply.inParts("text/plain", new CountingParts()))
                .add(Method.GET, "/waits", request -> {
                    await(gate);
                    return Reply.text(200, "waited");
                })
                .add(Method.GET, "/bug", request -> {
                    throw new IllegalStateException("a secret of the code");
                })
                .add(
                        Method.GET,
                        "/endless",
                        request -> Reply.inParts("text/plain", out -> {
                            out.write(new byte[64 * 1024]);
                            asked.incrementAndGet();
                            return true;
                        }))
                .add(Method.GET, "/events", request -> Reply.events(source))
                .build();
        var settings = settings(connections, maxStreams);
        var started = HttpServer.start(settings, router, TlsServer.DISABLED, HttpStage::threads);
        server = Optional.of(started);
        return started;
    }

    HttpSettings settings(int connections, int maxStreams) {
        return new HttpSettings("127.0.0.1", 0, connections, connections - 1, maxStreams, 4_096, SHORT);
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).as("the gate opens").isTrue();
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class CountingParts implements Parts {
        private int number;

        @Override
        public boolean writeNext(OutputStream out) throws IOException {
            out.write(("part " + number++ + "\n").getBytes(StandardCharsets.UTF_8));
            return number < 3;
        }
    }

    static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n";
    }
}
