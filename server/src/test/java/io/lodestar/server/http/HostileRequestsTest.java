package io.lodestar.server.http;

import static io.lodestar.server.http.HttpStage.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostileRequestsTest {
    private final HttpStage stage = new HttpStage();
    private final AtomicInteger asked = stage.asked;
    private HttpServer server;

    @BeforeEach
    void start() throws BindException {
        server = stage.start(8, 1);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            two lengths that differ      | POST /now HTTP/1.1~Host: h~Content-Length: 4~Content-Length: 5~~abcde | 400
            two lengths that are alike   | PUT /things/x HTTP/1.1~Host: h~Content-Length: 4~Content-Length: 4~~abcd | 400
            length and chunks            | PUT /things/x HTTP/1.1~Host: h~Content-Length: 4~Transfer-Encoding: chunked~~0~~ | 400
            chunks, spelled otherwise    | PUT /things/x HTTP/1.1~Host: h~Transfer-Encoding: xchunked~~0~~ | 400
            chunks twice                 | PUT /things/x HTTP/1.1~Host: h~Transfer-Encoding: chunked~Transfer-Encoding: identity~~0~~ | 400
            chunks in HTTP/1.0           | PUT /things/x HTTP/1.0~Host: h~Transfer-Encoding: chunked~~0~~ | 400
            a length below nothing       | PUT /things/x HTTP/1.1~Host: h~Content-Length: -1~~ | 400
            a length with a sign         | PUT /things/x HTTP/1.1~Host: h~Content-Length: +4~~abcd | 400
            a chunk of no size           | PUT /things/x HTTP/1.1~Host: h~Transfer-Encoding: chunked~~zz~abcd~~ | 400
            a header name with a blank   | GET /now HTTP/1.1~Host : h~~ | 400
            no host                      | GET /now HTTP/1.1~~ | 400
            two hosts                    | GET /now HTTP/1.1~Host: a~Host: b~~ | 400
            two authorities              | GET http://a/now HTTP/1.1~Host: b~~ | 400
            another version              | GET /now HTTP/2.0~Host: h~~ | 505
            an unknown method            | BREW /now HTTP/1.1~Host: h~~ | 501
            no path                      | GET now HTTP/1.1~Host: h~~ | 400
            the path of a parent         | GET /things/../now HTTP/1.1~Host: h~~ | 400
            such a path in disguise      | GET /things/%2e%2E/now HTTP/1.1~Host: h~~ | 400
            half an escape               | GET /things/%4 HTTP/1.1~Host: h~~ | 400
            a zero byte                  | GET /things/%00 HTTP/1.1~Host: h~~ | 400
            what is not UTF-8            | GET /things/%ff HTTP/1.1~Host: h~~ | 400
            another expectation          | PUT /things/x HTTP/1.1~Host: h~Expect: magic~Content-Length: 1~~ | 417
            a body for a GET             | GET /now HTTP/1.1~Host: h~Content-Length: 5~~abcde | 413
            a body that is too long      | PUT /things/x HTTP/1.1~Host: h~Content-Length: 5000~~ | 413
            no HTTP at all               | hello~~ | 400
            """)
    void whatCouldBeReadInTwoWaysEndsTheConnection(String name, String request, int status) throws IOException {
        try (var line = new Line(server.address())) {
            var reply =
                    line.send(request.replace("~", "\r\n")).send(get("/now")).reply();

            assertThat(reply.status()).as("%s: %s", name, reply).isEqualTo(status);
            assertThat(reply.head()).contains("connection: close");
            assertThat(line.rest()).as("what follows the reply").isEmpty();
            assertThat(asked).as("requests behind it that were answered").hasValue(0);
        }
    }

    @Test
    void headersAndLinesAreBounded() throws IOException {
        try (var line = new Line(server.address())) {
            line.send("GET /now HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000) + "\r\n\r\n");
            assertThat(line.reply().status()).isEqualTo(431);
        }
        try (var line = new Line(server.address())) {
            line.send("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(line.reply().status()).isEqualTo(414);
        }
        assertThat(server.refusals().get(HttpRefusal.TOO_LONG)).isEqualTo(2);
    }
}
