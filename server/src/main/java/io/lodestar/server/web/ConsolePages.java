package io.lodestar.server.web;

import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the console, which hold no data and so are for everybody. Files whose name tells their content are kept by browsers. */
final class ConsolePages implements Pages {
    private static final String FOLDER = "/io/lodestar/console/";
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final Pattern SUFFIX = Pattern.compile(".*(\\.[a-z0-9]+)");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.of(
            ".html", "text/html; charset=utf-8",
            ".js", "text/javascript; charset=utf-8",
            ".css", "text/css; charset=utf-8",
            ".txt", "text/plain; charset=utf-8",
            ".svg", "image/svg+xml",
            ".png", "image/png",
            ".woff2", "font/woff2");

    private final Doorkeeper door;
    /** Only what is there: no more than the jar has. */
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    ConsolePages(Doorkeeper door) {
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/", door.open(request -> index()));
        router.add(Method.GET, "/favicon.svg", door.open(request -> file("favicon.svg")));
        router.add(Method.GET, "/licenses.txt", door.open(request -> file("licenses.txt")));
        router.add(Method.GET, "/assets/{name}", door.open(this::asset));
    }

    private Reply index() throws IOException {
        return file("index.html").with("content-security-policy", POLICY);
    }

    private Reply asset(Request request) throws IOException {
        var name = request.captured("name");
        if (!FILE_NAME.matcher(name).matches()) {
            throw new Problem(404, "there is no such file");
        }
        return file("assets/" + name).with("cache-control", "public, max-age=31536000, immutable");
    }

    private Reply file(String path) throws IOException {
        var bytes = found(path).orElseThrow(() -> new Problem(404, "there is no such file"));
        var suffix = SUFFIX.matcher(path);
        var type = suffix.matches() ? TYPES.getOrDefault(suffix.group(1), "application/octet-stream") : "";
        return Reply.of(200, type, bytes);
    }

    private Optional<byte[]> found(String path) throws IOException {
        var known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (var in = ConsolePages.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                return Optional.empty();
            }
            var bytes = in.readAllBytes();
            files.put(path, bytes);
            return Optional.of(bytes);
        }
    }
}
