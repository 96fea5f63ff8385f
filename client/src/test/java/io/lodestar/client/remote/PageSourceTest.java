package io.lodestar.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageSourceTest {
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    private PageSource page(int status, String text) {
        http.createContext("/rocketmq/nsaddr", exchange -> {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (var body = exchange.getResponseBody()) {
                body.write(bytes);
            }
        });
        return new PageSource(URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/rocketmq/nsaddr"));
    }

    @Test
    void theFirstLineListsTheNameServers() throws IOException {
        assertThat(page(200, "\n a:9876;b:9876\r\nanything\n").look()).containsExactly("a:9876", "b:9876");
    }

    @Test
    void anErrorPageListsNone() {
        var page = page(404, "a:9876");

        assertThatExceptionOfType(IOException.class).isThrownBy(page::look).withMessageContaining("status 404");
    }

    @Test
    void aPageOfSomethingElseListsNone() {
        var page = page(200, "<html>");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(page::look)
                .withMessageContaining("lists no name servers: '<html>' is not host:port");
    }

    @Test
    void aPageWithoutEndIsNotReadToItsEnd() {
        var page = page(200, "a:9876;".repeat(20_000));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(page::look)
                .withMessageContaining("more than 65536 bytes");
    }
}
