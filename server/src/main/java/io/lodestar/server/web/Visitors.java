package io.lodestar.server.web;

import io.lodestar.server.access.WebAccess.Keys;
import io.lodestar.server.access.WebAccess.Visitor;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Request;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads off requests who sends them. */
final class Visitors {
    private static final String BASIC = "basic ";

    /** Whoever adds one of these speaks for somebody else. */
    private static final List<String> MARKS_OF_PROXIES =
            List.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

    private static final List<String> BEGINNINGS = List.of("x-forwarded", "x-envoy-", "x-original-");

    private Visitors() {}

    /**
     * Reads off one request who sends it.
     *
     * @param loopbackCounts whether who is on this machine has a right to anything because of that
     */
    static Visitor of(Request request, boolean loopbackCounts) {
        var caller = request.caller();
        return new Visitor(
                caller.host(),
                loopbackCounts && isLocal(request),
                caller.certificate(),
                request.header("authorization").flatMap(Visitors::keys));
    }

    /** A proxy on this machine is no sign that who asks is here, and neither is a name: a page may have its own name stand for this machine. */
    private static boolean isLocal(Request request) {
        return request.caller().host().isLoopbackAddress()
                && request.headers().keySet().stream().noneMatch(Visitors::isMarkOfProxy)
                && request.header("host").map(Visitors::isLiteral).orElse(true);
    }

    /**
     * Returns whether a request calls the server by a name that may be anybody's. A page can have its own name stand for this machine, or for one in
     * a network that only its reader is in; to the browser, what is here is then the page's own.
     *
     * @param names those by which the server may be called; none stands for any, but not on this machine itself
     */
    static boolean isMisnamed(Request request, Set<String> names) {
        var host = request.header("host").orElse("localhost");
        if (isLiteral(host)) {
            return false;
        }
        return names.isEmpty()
                ? request.caller().host().isLoopbackAddress() // whatever else it says: a page can add marks of proxies
                : !names.contains(withoutPort(host).toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String hostAndPort) {
        int colon = hostAndPort.indexOf(':', Math.max(0, hostAndPort.indexOf(']')));
        return colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    }

    private static boolean isMarkOfProxy(String header) {
        return MARKS_OF_PROXIES.contains(header) || BEGINNINGS.stream().anyMatch(header::startsWith);
    }

    private static boolean isLiteral(String hostAndPort) {
        var host = withoutPort(hostAndPort);
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || NetUtil.isValidIpV4Address(host)
                || (host.startsWith("[") && NetUtil.isValidIpV6Address(host));
    }

    private static Optional<Keys> keys(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.empty();
        }
        var pair = decoded(authorization.substring(BASIC.length()).strip());
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new Problem(400, "the Authorization header is not Basic with access key, colon and secret key");
        }
        return Optional.of(new Keys(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new Problem(400, "the Authorization header is not Basic with access key, colon and secret key");
        }
    }
}
