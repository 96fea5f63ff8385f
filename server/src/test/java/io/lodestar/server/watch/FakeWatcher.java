package io.lodestar.server.watch;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.body.ChangedRoutesBody;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.protocol.header.WatchRoutesRequest.Scope;
import io.lodestar.transport.Connection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A connection that watches, by direct calls of the table. */
final class FakeWatcher implements Connection {
    private final WatchTable table;
    private final long id;
    private RouteVersion version = new RouteVersion(0, 0);

    FakeWatcher(WatchTable table, long id) {
        this.table = table;
        this.id = id;
    }

    /** Returns the newest version that it was told. */
    RouteVersion version() {
        return version;
    }

    ChangedRoutesBody watch(String... topics) {
        return ask(Scope.NAMED, Optional.empty(), List.of(topics), List.of());
    }

    ChangedRoutesBody resume(RouteVersion since, String... topics) {
        return ask(Scope.NAMED, Optional.of(since), List.of(topics), List.of());
    }

    ChangedRoutesBody drop(String... topics) {
        return ask(Scope.NAMED, Optional.empty(), List.of(), List.of(topics));
    }

    ChangedRoutesBody ask(Scope scope, Optional<RouteVersion> since, List<String> add, List<String> drop) {
        var outcome = table.apply(wish(scope, since, add, drop));
        if (outcome instanceof WatchOutcome.Watching watching) {
            version = watching.version();
            return watching.changed();
        }
        throw new AssertionError("refused: " + outcome);
    }

    String refusal(String... topics) {
        return refusal(List.of(topics), List.of());
    }

    String refusal(List<String> add, List<String> drop) {
        var outcome = table.apply(wish(Scope.NAMED, Optional.empty(), add, drop));
        if (outcome instanceof WatchOutcome.TooMuch tooMuch) {
            return tooMuch.reason();
        }
        throw new AssertionError("not refused: " + outcome);
    }

    private Wish wish(Scope scope, Optional<RouteVersion> since, List<String> add, List<String> drop) {
        return new Wish(this, HeaderEncoding.JSON, scope, since, new LinkedHashSet<>(add), drop);
    }

    /** Takes what it is told, if it is among those. */
    Optional<ChangedRoutesBody> take(List<Push> pushes) {
        var mine = pushes.stream()
                .filter(push -> push.watcher().connection() == this)
                .findFirst();
        mine.ifPresent(push -> version = push.version());
        return mine.map(push -> Watcher.body(push.changed()));
    }

    /** As {@link #take}, and lets the next one come. */
    Optional<ChangedRoutesBody> read(List<Push> pushes) {
        pushes.stream()
                .filter(push -> push.watcher().connection() == this)
                .forEach(push -> push.watcher().arrived());
        return take(pushes);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public void send(Frame frame) {
        frame.release();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}
}
