package io.lodestar.server.handler;

import io.lodestar.registry.Route;
import io.lodestar.transport.SharedBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The answer of one route in one dialect, which the route keeps for all who ask. {@link Renderings} decides for how long. */
final class Rendering {
    private final Route route;
    private final int number;
    private final int bytes;

    /** On the heap until there is room for it among what is kept, which is where the socket can read it. */
    private volatile Answer answer;

    /** Changed by who asks without a lock, at worst to be forgotten a round too early. */
    private volatile Standing standing = Standing.NEW;

    /** Takes over what was written, a heap buffer that needs no release. */
    Rendering(Route route, int number, ByteBuf written) {
        this.route = route;
        this.number = number;
        this.bytes = written.readableBytes();
        this.answer = Answer.of(Unpooled.unreleasableBuffer(written));
    }

    Answer answer() {
        return answer;
    }

    int bytes() {
        return bytes;
    }

    Standing standing() {
        return standing;
    }

    void become(Standing now) {
        standing = now;
    }

    /** Stays with the route, in memory that every connection can send from. */
    void stay() {
        answer = Answer.of(SharedBytes.of(answer.body()));
        standing = Standing.ASKED_FOR;
    }

    /** Leaves the route. */
    void forget() {
        route.forget(number, this);
    }

    /** Whether it may stay. */
    enum Standing {
        /** Made just now; there may be no room for it. */
        NEW,
        /** Asked for in this round. */
        ASKED_FOR,
        /** Not asked for yet since the round began. */
        LEFT_ALONE,
        /** No room was found for it, so whoever has it is the last. */
        GIVEN_UP
    }
}
