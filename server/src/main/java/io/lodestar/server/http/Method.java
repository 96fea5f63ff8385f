package io.lodestar.server.http;

import java.util.Arrays;
import java.util.Optional;

/** What a request wants done with what its path names. */
public enum Method {
    /** Tells of it. */
    GET,
    /** As GET, but for the body of the reply. */
    HEAD,
    /** Puts what the body has in its place. */
    PUT,
    /** Changes parts of it. */
    PATCH,
    /** Removes it. */
    DELETE,
    /** Has it do something. */
    POST,
    /** Asks what may be done with it. */
    OPTIONS;

    static Optional<Method> of(String name) {
        return Arrays.stream(values())
                .filter(method -> method.name().equals(name))
                .findFirst();
    }

    /** Returns whether a request of this kind has a body that means something. */
    boolean hasBody() {
        return this == PUT || this == PATCH || this == POST || this == DELETE;
    }
}
