package io.lodestar.server.http;

import io.lodestar.server.http.Reply.Whole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Makes of what a handler replied what its peer is sent: nothing that it has already, and less where it takes it compressed. */
final class Dressing {
    private static final int WORTH_COMPRESSING_BYTES = 1_024;
    private static final Pattern TEXT =
            Pattern.compile("text/(?!event-stream).*|application/.*(json|javascript|yaml|xml|text).*|image/svg.*");
    private static final Pattern REFUSED = Pattern.compile("q\\s*=\\s*0(\\.0*)?\\s*$");

    private Dressing() {}

    static Reply dressed(Request request, Reply reply) {
        if (!(reply.content() instanceof Whole whole)) {
            return reply;
        }
        if (hasAlready(request, reply)) {
            return reply.notModified();
        }
        if (whole.bytes().length < WORTH_COMPRESSING_BYTES || !isText(reply)) {
            return reply;
        }
        var varying = reply.with("vary", "accept-encoding");
        return takesGzip(request) ? compressed(varying, whole.bytes()) : varying;
    }

    private static boolean hasAlready(Request request, Reply reply) {
        var tag = reply.header("etag");
        boolean asked = request.method() == Method.GET || request.method() == Method.HEAD;
        return asked
                && reply.status() == 200
                && tag.isPresent()
                && request.header("if-none-match")
                        .filter(known -> matches(known, tag.get()))
                        .isPresent();
    }

    private static boolean matches(String known, String tag) {
        for (var each : known.split(",", -1)) {
            var mark = each.strip();
            if (mark.equals("*") || mark.equals(tag) || mark.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(Reply reply) {
        return reply.header("content-encoding").isEmpty()
                && reply.header("content-type")
                        .filter(type -> TEXT.matcher(type).matches())
                        .isPresent();
    }

    private static boolean takesGzip(Request request) {
        for (var each : Optional.ofNullable(request.headers().get("accept-encoding"))
                .map(values -> String.join(",", values))
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(",", -1)) {
            var coding = each.strip();
            if ((coding.equals("gzip") || coding.startsWith("gzip;") || coding.startsWith("gzip "))
                    && !REFUSED.matcher(coding).find()) {
                return true;
            }
        }
        return false;
    }

    private static Reply compressed(Reply reply, byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 4);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        var smaller = reply.with("content-encoding", "gzip").withContent(out.toByteArray());
        return reply.header("etag").map(tag -> smaller.with("etag", "W/" + tag)).orElse(smaller);
    }
}
