package io.lodestar.server.http;

import io.lodestar.transport.Source;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A body on its way part by part: a worker makes one, the event loop sends it, and when the system has taken it, a worker makes the next. */
final class PartsFlow {
    private static final Logger LOG = LoggerFactory.getLogger(PartsFlow.class);

    private static final int RETRY_MILLIS = 20;
    private static final int MAX_TRIES = 1_500;

    private final Parts parts;
    private final Workers workers;
    private final Source source;
    private final EventLoop loop;
    private final Outlet outlet;

    PartsFlow(Parts parts, House house, Source source, EventLoop loop, Outlet outlet) {
        this.parts = parts;
        this.workers = house.workers();
        this.source = source;
        this.loop = loop;
        this.outlet = outlet;
    }

    /**
     * Sends the next part and all behind it.
     *
     * @param done comes when all was sent
     * @param broken comes when there will be no more, and the peer must see that
     */
    void next(Runnable done, Runnable broken) {
        next(done, broken, MAX_TRIES);
    }

    /** A body that was begun goes on, however busy the workers are: only new requests are turned away. */
    private void next(Runnable done, Runnable broken, int tries) {
        if (workers.execute(source, () -> make(done, broken))) {
            return;
        }
        if (tries == 0) {
            broken.run();
        } else {
            var unused = loop.schedule(() -> next(done, broken, tries - 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void make(Runnable done, Runnable broken) {
        var out = new ByteArrayOutputStream();
        try {
            boolean more = parts.writeNext(out);
            Answering.onLoop(loop, () -> send(out.toByteArray(), more, done, broken));
        } catch (IOException | RuntimeException | Error fault) {
            // The peer waits for the end of the body: it must see that this is not it.
            LOG.error("A body that was begun cannot be finished", fault);
            Answering.onLoop(loop, broken);
        }
    }

    private void send(byte[] bytes, boolean more, Runnable done, Runnable broken) {
        if (!more) {
            if (bytes.length > 0) {
                outlet.sendPiece(bytes, () -> {});
            }
            outlet.finish(done);
        } else if (bytes.length == 0) {
            next(done, broken);
        } else {
            outlet.sendPiece(bytes, () -> next(done, broken));
        }
    }
}
