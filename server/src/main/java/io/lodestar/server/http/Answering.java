package io.lodestar.server.http;

import io.lodestar.transport.Source;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the requests of one connection answered by whoever their paths belong to, whatever becomes of it. */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final House house;
    private final InetAddress peer;
    private final Source source;
    private final EventLoop loop;

    Answering(House house, InetSocketAddress peer, EventLoop loop) {
        this.house = house;
        this.peer = peer.getAddress();
        this.source = Source.of(peer.getAddress());
        this.loop = loop;
    }

    /** Has a request answered, at once or by a worker; the reply comes on the event loop. */
    void answer(Request request, BiConsumer<Request, Reply> send) {
        var match = house.router().find(request.method(), request.path());
        if (match instanceof Router.Found found) {
            answer(request.capturing(found.captured()), found.route(), send);
        } else if (match instanceof Router.OtherMethods other) {
            send.accept(request, otherMethods(request, other.allowed()));
        } else {
            send.accept(request, Reply.problem(404, "there is nothing at this path"));
        }
    }

    private void answer(Request request, Router.Route route, BiConsumer<Request, Reply> send) {
        if (route.atOnce()) {
            send.accept(request, reply(route, request));
            return;
        }
        boolean taken = house.workers().execute(source, () -> {
            var reply = reply(route, request);
            onLoop(loop, () -> send.accept(request, reply));
        });
        if (!taken) {
            house.refusals().refuse(HttpRefusal.OVERLOADED, peer, "more requests wait than may");
            send.accept(request, later("the server has more to do than may wait: try again in a second"));
        }
    }

    /** Returns the reply as it is to be sent. */
    @SuppressWarnings("IllegalCatch")
    static Reply reply(Router.Route route, Request request) {
        try {
            return Dressing.dressed(request, route.handler().reply(request));
        } catch (Problem problem) {
            return problem.reply();
        } catch (IOException | RuntimeException | Error fault) {
            // A mistake in one handler costs neither the connection nor the thread; an error would leave the peer
            // waiting for ever.
            LOG.error("{} {} could not be answered", route.method(), route.template(), fault);
            return Reply.problem(500, "the server could not answer this: its log says why");
        }
    }

    /** Returns what is told to who wants something done that is not done there. */
    static Reply otherMethods(Request request, String allowed) {
        var reply = request.method() == Method.OPTIONS
                ? Reply.empty(204)
                : Reply.problem(405, request.method() + " is not for this path; " + allowed + " are");
        return reply.with("allow", allowed);
    }

    /** Returns what is told to who came when there was no room. */
    static Reply later(String detail) {
        return Reply.problem(503, detail).with("retry-after", "1");
    }

    /** Has a task done where a connection lives, unless that is no more. */
    static void onLoop(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("A reply comes too late: the event loop has stopped");
        }
    }
}
