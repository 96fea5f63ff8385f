package io.lodestar.client.remote;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.lodestar.protocol.Frame;
import io.lodestar.transport.Addresses;
import io.lodestar.transport.ClientConnection;
import io.lodestar.transport.Connection;
import io.lodestar.transport.FrameHandler;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** One name server and the connection to it, which is opened when it is first needed, and again after it was lost. Thread-safe. */
final class Link implements FrameHandler {
    private final String server;
    private final Wiring wiring;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private CompletableFuture<ClientConnection> opening =
            CompletableFuture.failedFuture(new IOException("nobody wanted a connection yet"));

    private volatile long heardNanos;

    /** Makes one for {@code host:port}, which is checked. */
    Link(String server, Wiring wiring) {
        var unused = Addresses.parse(server);
        this.server = server;
        this.wiring = wiring;
        this.heardNanos = wiring.scheduler().nanos();
    }

    String server() {
        return server;
    }

    /** Returns the connection, or the one that is being opened. */
    CompletableFuture<ClientConnection> connection() {
        var next = new CompletableFuture<ClientConnection>();
        lock.lock();
        try {
            if (isUsable(opening)) {
                return opening;
            }
            opening = next;
        } finally {
            lock.unlock();
        }
        open(next);
        return next;
    }

    private static boolean isUsable(CompletableFuture<ClientConnection> connection) {
        if (!connection.isDone()) {
            return true;
        }
        return !connection.isCompletedExceptionally() && connection.join().isOpen();
    }

    private void open(CompletableFuture<ClientConnection> next) {
        try {
            var unused = dial().whenComplete((connection, failure) -> {
                if (failure == null) {
                    next.complete(connection);
                } else {
                    fail(next, failure);
                }
            });
        } catch (IllegalArgumentException | UnknownHostException unusable) {
            next.completeExceptionally(unusable);
        }
    }

    /** Dials the address, or under the name for which it was found. */
    private CompletableFuture<ClientConnection> dial() throws UnknownHostException {
        if (wiring.hostName().isEmpty()) {
            return wiring.dialer().connect(server, wiring.connectTimeout(), wiring.workers(), this);
        }
        var literal = Addresses.parse(server);
        var address = InetAddress.getByName(literal.getHostString()).getAddress(); // an address: nothing is looked up
        var named = InetAddress.getByAddress(wiring.hostName().get(), address);
        return wiring.dialer().connect(new InetSocketAddress(named, literal.getPort()), wiring.connectTimeout(), this);
    }

    /** What looks up names finds out on threads of its own, on which whoever waits must not go on. */
    private void fail(CompletableFuture<ClientConnection> next, Throwable failure) {
        var unused = wiring.scheduler().after(Duration.ZERO, () -> next.completeExceptionally(failure));
    }

    /** Something arrived. */
    void heard() {
        heardNanos = wiring.scheduler().nanos();
    }

    /** Returns whether nothing has arrived since a moment. */
    boolean isSilentSince(long nanos) {
        return heardNanos - nanos < 0;
    }

    /** Closes a connection that is of no use, and uses it no more from now on. */
    void abandon(ClientConnection useless) {
        lock.lock();
        try {
            if (opening.isDone()
                    && !opening.isCompletedExceptionally()
                    && opening.join().equals(useless)) {
                opening = CompletableFuture.failedFuture(new IOException("the last connection was of no use"));
            }
        } finally {
            lock.unlock();
        }
        useless.close();
    }

    /** Closes the connection if there is one. */
    void close() {
        CompletableFuture<ClientConnection> last;
        lock.lock();
        try {
            last = opening;
        } finally {
            lock.unlock();
        }
        var unused = last.thenAccept(ClientConnection::close);
    }

    @Override
    public void onFrame(Connection connection, Frame frame) {
        heard();
        var header = frame.header();
        var push = new Push(server, header.code(), header.fields(), ByteBufUtil.getBytes(frame.body()));
        frame.release();
        wiring.pushes().tell(push);
    }

    @Override
    public void onClosed(Connection connection) {
        wiring.losses().tell(server);
    }
}
