package io.lodestar.server.handler;

import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.Release;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.Audit;
import io.lodestar.server.insight.Insight;
import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.server.work.Lanes;
import io.lodestar.server.work.Work;
import io.lodestar.transport.Connection;
import io.lodestar.transport.FrameHandler;
import io.lodestar.transport.Source;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each request to the endpoint that owns its code and sends the answer. Thread-safe.
 *
 * <p>What can be answered from published values is answered on the event loop. What may wait goes to the lane of its kind, and its connection is not
 * read until it is answered: so one connection has at most one request with the workers, and its requests take effect in their order. Whoever
 * finds no room in the lane is told that the server is busy, which clients and brokers take as a reason to ask again later.
 */
public final class Dispatcher implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** As the original says it (protocol 1.6). */
    private static final String BUSY = "[OVERLOAD]system busy, start flow control for a while";

    private static final String GO_AWAY = "please go away";

    private static final long LONG_HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Endpoints endpoints;
    private final Registry registry;
    private final BrokerNews news;
    private final LostConnections lost;
    private final Lanes lanes;
    private final AccessControl access;
    private final Audit audit;
    private final Insight insight;
    private final RouteWatch watch;
    private final Ticker ticker;
    private final RequestCounts counts = new RequestCounts();
    private volatile boolean leaving;

    /** Creates a dispatcher that hands what may wait to {@code lanes}. */
    public Dispatcher(Services services, Lanes lanes) {
        this.registry = services.registry();
        this.access = services.access();
        this.audit = services.audit();
        this.news = new BrokerNews(services.configuration(), services.notifier());
        this.insight = new Insight(new Insight.Sources(
                registry,
                services.kv(),
                services.configuration(),
                services.journal(),
                services.watch(),
                services.ticker(),
                services.clock()));
        this.watch = services.watch();
        this.ticker = services.ticker();
        this.endpoints = new Endpoints(services, news, insight);
        this.lanes = lanes;
        this.lost = new LostConnections(registry, news, lanes.departures());
    }

    /** Returns the bytes with which a client in no zone is answered that asks for a route; empty when it would get none. */
    public Optional<byte[]> route(String topic, JsonDialect dialect) {
        return endpoints.route(topic, dialect).map(answer -> ByteBufUtil.getBytes(answer.body()));
    }

    /** Returns what the server can tell of itself. */
    public Insight insight() {
        return insight;
    }

    /** Returns how many registrations came, and of which kind. */
    public RegistrationCounts registrations() {
        return endpoints.registrations();
    }

    /** Returns how many requests came, and what became of them. */
    public RequestCounts requests() {
        return counts;
    }

    /** Removes the brokers whose lease ran out. May wait for a turn to write. */
    public void expire() {
        audit.tick();
        news.left(registry.expire(), "silent for longer than its lease");
        registry.holdTimes()
                .takeLongest()
                .filter(hold -> hold.nanos() > LONG_HOLD_NANOS)
                .ifPresent(hold -> LOG.warn(
                        "A change ({}) kept all others waiting for {} ms",
                        hold.kind(),
                        TimeUnit.NANOSECONDS.toMillis(hold.nanos())));
    }

    /** Says that no request will be worked on any more: what was counted of them is entered. */
    public void stopped() {
        audit.settle();
    }

    /** From now on, tells those who understand it to go to another name server (protocol 1.6). */
    public void leave() {
        leaving = true;
    }

    @Override
    public Optional<String> refusalOfLong(Connection connection, Header header) {
        var remark = access.refusalOfLong(connection, header);
        remark.ifPresent(told ->
                audit.refused(recorded(RequestCode.REGISTER_BROKER, header, connection), Optional.empty(), told));
        return remark;
    }

    private static Audit.Request recorded(RequestCode code, Header header, Connection connection) {
        return new Audit.Request(code, header.fields(), connection.remoteAddress());
    }

    @Override
    public void onFrame(Connection connection, Frame frame) {
        if (frame.header().isResponse()) {
            frame.release(); // this side of the connection never asked for anything
            return;
        }
        insight.callers().heard(connection, frame.header());
        var endpoint = endpoints.of(frame.header().code());
        if (leaving && frame.header().version() > Release.V5_3_1) {
            recordIfChanging(connection, frame.header(), GO_AWAY);
            endpoint = Endpoint.reading(request -> Answer.refused(ResponseCode.GO_AWAY, GO_AWAY))
                    .in(endpoint.family());
        }
        if (endpoint.work() != Work.AT_ONCE) {
            hand(connection, frame, endpoint);
        } else if (!connection.isOpen()) {
            // Nobody reads the answer, and no session may be bound to a connection that is gone.
            frame.release();
        } else {
            serveAtOnce(connection, frame, endpoint);
        }
    }

    private void serveAtOnce(Connection connection, Frame frame, Endpoint endpoint) {
        var outcome = serve(connection, frame, endpoint.handler());
        counts.count(connection.loop(), endpoint.family(), outcome);
    }

    /** Nobody has judged it: whose it is was not asked. */
    private void recordIfChanging(Connection connection, Header header, String remark) {
        RequestCode.of(header.code())
                .filter(code -> endpoints.of(code.code()).changes())
                .ifPresent(code -> audit.refused(recorded(code, header, connection), Optional.empty(), remark));
    }

    private void hand(Connection connection, Frame frame, Endpoint endpoint) {
        connection.pauseReading();
        long takenAtNanos = ticker.nanos();
        boolean taken;
        try {
            taken = lanes.of(endpoint.work())
                    .offer(
                            Source.of(connection.remoteAddress().getAddress()),
                            frame.body().readableBytes(),
                            () -> work(connection, frame, endpoint, takenAtNanos));
        } catch (RejectedExecutionException stopped) {
            LOG.debug(
                    "Request {} came after the workers had stopped",
                    frame.header().code(),
                    stopped);
            frame.release();
            connection.close();
            return;
        }
        if (!taken) {
            recordIfChanging(connection, frame.header(), BUSY);
            serveAtOnce(connection, frame, endpoint.by(request -> Answer.refused(ResponseCode.SYSTEM_BUSY, BUSY)));
            connection.resumeReading();
        }
    }

    private void work(Connection connection, Frame frame, Endpoint endpoint, long takenAtNanos) {
        boolean served = false;
        try {
            var outcome = serve(connection, frame, endpoint.handler());
            served = true;
            counts.countWorkedOn(endpoint.work(), endpoint.family(), outcome, ticker.nanos() - takenAtNanos);
        } finally {
            if (!served) {
                connection.close(); // or its peer would wait for an answer that never comes
            }
            connection.resumeReading();
            if (!connection.isOpen()) {
                lost.add(connection.id()); // it closed before its broker was registered
            }
        }
    }

    private RequestOutcome serve(Connection connection, Frame frame, RequestHandler handler) {
        try {
            var answer = answer(new Request(frame.header(), frame.encoding(), frame.body(), connection), handler);
            reply(connection, frame, answer);
            return RequestOutcome.of(answer.code());
        } catch (LimitExceededException limit) {
            reply(connection, frame, Answer.refused(ResponseCode.SYSTEM_ERROR, String.valueOf(limit.getMessage())));
            connection.dismiss(limit);
            return RequestOutcome.FAILED;
        } finally {
            frame.release();
        }
    }

    private static void reply(Connection connection, Frame asked, Answer answer) {
        if (asked.header().isOneWay()) {
            answer.body().release();
        } else {
            send(connection, asked, answer);
        }
    }

    private static void send(Connection connection, Frame asked, Answer answer) {
        if (answer.isPlain()) {
            connection.succeed(asked, answer.body());
            return;
        }
        try {
            connection.send(new Frame(asked.encoding(), header(asked.header(), answer), answer.body()));
        } catch (IllegalArgumentException unfit) {
            // A text that came in fewer bytes than its escapes take now, and a header holds 16 MiB.
            var refusal = Answer.refused(ResponseCode.SYSTEM_ERROR, "the answer cannot be sent: " + unfit.getMessage());
            connection.send(new Frame(asked.encoding(), header(asked.header(), refusal), refusal.body()));
        }
    }

    private static Header header(Header asked, Answer answer) {
        return asked.answer(answer.code(), answer.remark(), answer.fields());
    }

    @SuppressWarnings("IllegalCatch")
    private Answer answer(Request request, RequestHandler handler) {
        try {
            return handler.handle(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (MalformedBodyException malformed) {
            return Answer.refused(ResponseCode.SYSTEM_ERROR, String.valueOf(malformed.getMessage()));
        } catch (LimitExceededException limit) {
            throw limit; // it costs the connection, too
        } catch (IOException failure) {
            LOG.error("Request {} could not be kept on disk", request.header().code(), failure);
            return Answer.refused(ResponseCode.SYSTEM_ERROR, "not kept on disk: " + FileTrouble.reason(failure));
        } catch (RuntimeException fault) {
            // A bug in one handler must cost neither the connection nor the thread.
            // Not the whole header: its fields may be long, and one of them signs.
            LOG.error("Request {} of {} failed", request.header().code(), request.connection(), fault);
            counts.countFault();
            return Answer.refused(ResponseCode.SYSTEM_ERROR, "internal error, see the log of the name server");
        }
    }

    @Override
    public void onOpened(Connection connection) {
        insight.callers().opened(connection);
    }

    @Override
    public void onClosed(Connection connection) {
        insight.callers().closed(connection);
        watch.closed(connection);
        lost.add(connection.id());
    }
}
