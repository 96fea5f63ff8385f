package io.lodestar.server.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** One request of a connection while it comes in. Confined to the event loop. */
final class Intake {
    private final HttpSettings settings;
    private final Crowd crowd;
    private Optional<Head> head = Optional.empty();
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private int room;

    Intake(HttpSettings settings, Crowd crowd) {
        this.settings = settings;
        this.crowd = crowd;
    }

    /** Takes what a request begins with; a body that is too long is refused before it comes. */
    void begin(Head next) {
        if (next.bodyBytes() > most(next)) {
            throw tooLong(next);
        }
        head = Optional.of(next);
    }

    /** Takes some of the body. */
    void add(ByteBuf bytes) {
        int length = bytes.readableBytes();
        if (length == 0) {
            return;
        }
        var now = head.orElseThrow();
        if (body.size() + length > most(now)) {
            throw tooLong(now);
        }
        if (!crowd.takeRoom(length)) {
            throw new Problem(503, "the server holds as many bodies of requests as it may: try again in a second");
        }
        room += length;
        byte[] piece = new byte[length];
        bytes.readBytes(piece);
        body.write(piece, 0, length);
    }

    Head head() {
        return head.orElseThrow();
    }

    Request request(Caller caller) {
        return head().request(body.toByteArray(), caller);
    }

    /** Forgets the request, which has been answered or will never be. */
    void clear() {
        crowd.giveRoomBack(room);
        room = 0;
        body = new ByteArrayOutputStream(0);
        head = Optional.empty();
    }

    private int most(Head of) {
        return of.method().hasBody() ? settings.maxBodyBytes() : 0;
    }

    private Problem tooLong(Head of) {
        return new Problem(
                413,
                of.method().hasBody()
                        ? "the body is longer than " + most(of) + " bytes: see httpBodyMaxLength"
                        : "a request of this method has no body here");
    }
}
