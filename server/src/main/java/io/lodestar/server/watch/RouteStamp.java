package io.lodestar.server.watch;

/**
 * What a route is answered from, as of one moment. Values that are published anew are other objects, so whatever somebody was answered in between,
 * stamps of which each part is the same object mean that nothing was.
 */
record RouteStamp(Object route, Object mappings, Object order) {
    private static final Object NOTHING = new Object();

    /** The stamp of a topic that has no route. */
    static final RouteStamp NONE = new RouteStamp(NOTHING, NOTHING, NOTHING);

    @SuppressWarnings("ReferenceEquality") // see above
    boolean isSame(RouteStamp other) {
        return route == other.route && mappings == other.mappings && order == other.order;
    }

    boolean isNone() {
        return isSame(NONE);
    }
}
