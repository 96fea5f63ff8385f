package io.lodestar.server.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What answers a request. Immutable.
 *
 * <p>Who sends it adds what every reply has: length, date, and the headers that keep a browser from taking it for more than it is. Unless the reply says
 * otherwise, nobody may keep it ({@code Cache-Control: no-store}). A long text is compressed where the peer takes that.
 */
public final class Reply {
    /** The type of JSON. */
    public static final String JSON = "application/json";

    private static final String PROBLEM = "application/problem+json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String EVENTS = "text/event-stream";
    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final Content content;

    private Reply(int status, Map<String, String> headers, Content content) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(headers);
        this.content = content;
    }

    /** What follows the head of a reply. */
    sealed interface Content {}

    /** A body that is held as a whole. */
    record Whole(byte[] bytes) implements Content {}

    /** A body that is asked for in parts. */
    record InParts(Parts parts) implements Content {}

    /** Events, without an end. */
    record Events(EventSource source) implements Content {}

    /** Returns a reply with a body, which must not change afterwards. */
    public static Reply of(int status, String contentType, byte[] body) {
        return of(status, contentType, new Whole(body));
    }

    /** Returns a reply of status 200 with JSON. */
    public static Reply json(Json.Value value) {
        return json(200, value);
    }

    /** Returns a reply with JSON. */
    public static Reply json(int status, Json.Value value) {
        return of(status, JSON, Json.bytes(value));
    }

    /** Returns a reply with plain text. */
    public static Reply text(int status, String text) {
        return of(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a reply without a body. */
    public static Reply empty(int status) {
        return new Reply(status, new LinkedHashMap<>(), new Whole(NOTHING));
    }

    /** Returns a reply that says what is wrong with the request, and what to do, as RFC 9457 has it. */
    public static Reply problem(int status, String detail) {
        var title = HttpResponseStatus.valueOf(status).reasonPhrase();
        return of(status, PROBLEM, Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            json.writeEndObject();
        }));
    }

    /** Returns a reply of status 200 whose body is asked for in parts. */
    public static Reply inParts(String contentType, Parts parts) {
        return of(200, contentType, new InParts(parts));
    }

    /** Returns a reply that goes on with events (text/event-stream). */
    public static Reply events(EventSource source) {
        return of(200, EVENTS, new Events(source));
    }

    private static Reply of(int status, String contentType, Content content) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", contentType);
        return new Reply(status, headers, content);
    }

    /** Returns this reply with one more header, or with another value of it. The name is in lower case. */
    public Reply with(String header, String value) {
        var changed = new LinkedHashMap<>(headers);
        changed.put(header, value);
        return new Reply(status, changed, content);
    }

    /** Returns this reply with a mark of its content, by which a peer that has it already need not be sent it again. */
    public Reply withTag(String tag) {
        return with("etag", '"' + tag + '"');
    }

    /** Returns the status. */
    public int status() {
        return status;
    }

    /** Returns the value of a header; the name is in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Map<String, String> headers() {
        return headers;
    }

    Content content() {
        return content;
    }

    Reply withContent(byte[] bytes) {
        return new Reply(status, headers, new Whole(bytes));
    }

    Reply notModified() {
        var kept = new LinkedHashMap<>(headers);
        kept.remove("content-type");
        return new Reply(304, kept, new Whole(NOTHING));
    }
}
