package io.lodestar.server.handler;

import io.lodestar.registry.Route;

/** The answer of one route in one dialect, which the route keeps for all who ask. {@link Renderings} decides for how long. */
final class Rendering {
    private final Route route;
    private final int number;
    private final Answer answer;

    /** Changed by who asks without a lock, at worst to be forgotten a round too early. */
    private volatile Standing standing = Standing.NEW;

    Rendering(Route route, int number, Answer answer) {
        this.route = route;
        this.number = number;
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    int bytes() {
        return answer.body().readableBytes();
    }

    Standing standing() {
        return standing;
    }

    void become(Standing now) {
        standing = now;
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
        LEFT_ALONE
    }
}
