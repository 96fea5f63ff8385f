package io.lodestar.server.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a request begins with, as it was read and checked.
 *
 * @param keepAlive whether its sender wants the connection to go on
 * @param takesChunks whether its sender understands a body in chunks, which HTTP/1.0 does not
 * @param bodyBytes how long the body will be; -1 when that is not said
 * @param expectsContinue whether its sender waits to be told that the body is welcome
 */
record Head(
        Method method,
        List<String> path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        boolean keepAlive,
        boolean takesChunks,
        long bodyBytes,
        boolean expectsContinue) {

    /** Returns what is wrong with a message that could not be read. */
    static Problem unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Problem(414, "the request line is longer than " + HttpSettings.MAX_LINE_BYTES + " bytes");
        }
        if (cause instanceof TooLongFrameException) {
            return new Problem(431, "the headers are longer than " + HttpSettings.MAX_HEADER_BYTES + " bytes");
        }
        return new Problem(400, "the request is not HTTP/1.1 as RFC 9112 has it");
    }

    /** Reads it; what is not clear beyond doubt is a {@link Problem} after which the connection must end. */
    static Head of(HttpRequest head) {
        requireVersion(head.protocolVersion());
        requireOneHost(head);
        requireOneFraming(head);
        var method = Method.of(head.method().name())
                .orElseThrow(() -> new Problem(501, "this server does not know the method of the request"));
        requireSameAuthority(head);
        var target = method == Method.OPTIONS && head.uri().equals("*") ? "/" : Targets.originForm(head.uri());
        return new Head(
                method,
                Targets.path(target),
                Targets.query(target),
                headers(head),
                HttpUtil.isKeepAlive(head),
                head.protocolVersion().equals(HttpVersion.HTTP_1_1),
                HttpUtil.getContentLength(head, -1L),
                expectsContinue(head));
    }

    Request request(byte[] body, Caller caller) {
        return new Request(method, path, Map.of(), query, headers, body, caller);
    }

    private static void requireVersion(HttpVersion version) {
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            throw new Problem(505, "this server speaks HTTP/1.1");
        }
    }

    private static void requireOneHost(HttpRequest head) {
        int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && head.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            throw new Problem(400, "the request must have one Host header and has " + hosts);
        }
    }

    /** Who is asked by two names could be asked by the one and judged by the other. */
    private static void requireSameAuthority(HttpRequest head) {
        var uri = head.uri();
        int scheme = uri.indexOf("://");
        if (uri.startsWith("/") || scheme < 0) {
            return;
        }
        int slash = uri.indexOf('/', scheme + 3);
        var authority = slash < 0 ? uri.substring(scheme + 3) : uri.substring(scheme + 3, slash);
        if (!authority.equalsIgnoreCase(head.headers().get(HttpHeaderNames.HOST, authority))) {
            throw new Problem(400, "the request names one host in its first line and another in its Host header");
        }
    }

    private static void requireOneFraming(HttpRequest head) {
        var encodings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (encodings.isEmpty()) {
            return;
        }
        boolean plain = encodings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        encodings.get(0).strip());
        if (!plain || head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw new Problem(400, "the only transfer encoding here is chunked, once, and in HTTP/1.1");
        }
    }

    private static boolean expectsContinue(HttpRequest head) {
        var expected = head.headers().get(HttpHeaderNames.EXPECT);
        if (expected == null) {
            return false;
        }
        if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            throw new Problem(417, "the only expectation here is 100-continue");
        }
        return true;
    }

    private static Map<String, List<String>> headers(HttpRequest head) {
        var all = new LinkedHashMap<String, List<String>>();
        head.headers()
                .forEach(each -> all.computeIfAbsent(
                                each.getKey().toLowerCase(Locale.ROOT), unused -> new ArrayList<>(1))
                        .add(each.getValue()));
        return all;
    }
}
