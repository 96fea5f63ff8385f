package io.lodestar.server.http;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has handlers answer, whatever becomes of it. */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private Answering() {}

    /** Returns the reply as it is to be sent. */
    @SuppressWarnings("IllegalCatch")
    static Reply reply(Handler handler, Request request) {
        try {
            return Dressing.dressed(request, handler.reply(request));
        } catch (Problem problem) {
            return problem.reply();
        } catch (IOException | RuntimeException fault) {
            // A mistake in one handler costs neither the connection nor the thread.
            LOG.error(
                    "{} of {} segments could not be answered",
                    request.method(),
                    request.path().size(),
                    fault);
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
