package io.lodestar.server.web;

import io.lodestar.server.http.Caller;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Request;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of HTTP as the server's own part reads them. */
record Asking(
        Method method,
        String host,
        boolean encrypted,
        Optional<String> certificate,
        Map<String, List<String>> headers,
        String body) {
    static Asking get() {
        return new Asking(Method.GET, "127.0.0.1", false, Optional.empty(), Map.of(), "")
                .with("host", "localhost:19876");
    }

    static Asking put() {
        return new Asking(Method.PUT, "127.0.0.1", false, Optional.empty(), Map.of(), "{}")
                .with("host", "localhost:19876")
                .with("content-type", "application/json");
    }

    Asking from(String address) {
        return new Asking(method, address, encrypted, certificate, headers, body);
    }

    Asking with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, List.of(value));
        return new Asking(method, host, encrypted, certificate, more, body);
    }

    Asking as(String accessKey, String secretKey) {
        var pair = (accessKey + ":" + secretKey).getBytes(StandardCharsets.UTF_8);
        return with("authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    Asking proving(String subject) {
        return new Asking(method, host, true, Optional.of(subject), headers, body);
    }

    Asking overTls() {
        return new Asking(method, host, true, certificate, headers, body);
    }

    Request request() {
        var caller = new Caller(
                new InetSocketAddress(host, 5), new InetSocketAddress("127.0.0.1", 19876), encrypted, certificate);
        return new Request(
                method, List.of("x"), Map.of(), Map.of(), headers, body.getBytes(StandardCharsets.UTF_8), caller);
    }
}
