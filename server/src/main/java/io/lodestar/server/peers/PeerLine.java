package io.lodestar.server.peers;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.transport.ClientConnection;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A connection to another name server. Its questions wait for their answers, so it is for a thread that may. */
final class PeerLine implements AutoCloseable {
    /** Every name server since 3.x answers about a topic, whether there is one or not. */
    private static final ExtFields ANY_TOPIC = ExtFields.of(Map.of("topic", "SELF_TEST_TOPIC"));

    private static final int MAX_REMARK = 200;

    private final ClientConnection connection;
    private final UnaryOperator<ExtFields> signer;

    PeerLine(ClientConnection connection, UnaryOperator<ExtFields> signer) {
        this.connection = connection;
        this.signer = signer;
    }

    /** Asks how it is, and waits for nothing. */
    CompletableFuture<Frame> askState() {
        return send(RequestCode.GET_SERVER_STATE, ExtFields.ABSENT, PeerCaller.LIMIT);
    }

    /** Returns how it says it is. */
    ServerStateBody state(CompletableFuture<Frame> asked) throws UnansweredException {
        try {
            return read(answer(asked), ServerStateBody::read);
        } catch (TimeoutException silent) {
            throw silence(silent);
        }
    }

    /** Tells a name server that does not know what it is asked, and so says nothing, from one that is stuck. */
    private UnansweredException silence(TimeoutException silent) {
        try {
            answer(send(RequestCode.GET_ROUTE_INFO, ANY_TOPIC, PeerCaller.LIMIT))
                    .release();
            return new UnansweredException(Agreement.UNSUPPORTED, "it is a name server of another kind");
        } catch (UnansweredException gone) {
            return gone;
        } catch (TimeoutException stillSilent) {
            stillSilent.addSuppressed(silent);
            return new UnansweredException(
                    Agreement.UNREACHABLE,
                    "it takes connections, and does not answer within " + PeerCaller.LIMIT.toMillis() + " ms");
        }
    }

    /** Asks something that has no body. */
    <T> T ask(RequestCode code, ExtFields fields, Duration limit, Function<ByteBuf, T> reader)
            throws UnansweredException {
        try {
            return read(answer(send(code, fields, limit)), reader);
        } catch (TimeoutException silent) {
            throw new UnansweredException(
                    Agreement.UNKNOWN, "it did not answer within " + limit.toMillis() + " ms when it was compared");
        }
    }

    private CompletableFuture<Frame> send(RequestCode code, ExtFields fields, Duration limit) {
        var header = Header.request(code, 0, signer.apply(fields));
        return connection.request(Frame.of(HeaderEncoding.JSON, header), limit);
    }

    /** The connection keeps the time. */
    private static Frame answer(CompletableFuture<Frame> asked) throws UnansweredException, TimeoutException {
        try {
            return asked.get();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            abandon(asked);
            throw new UnansweredException(Agreement.UNKNOWN, "this server is closing");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof TimeoutException late) {
                throw late;
            }
            throw new UnansweredException(Agreement.UNREACHABLE, reason(failure));
        }
    }

    /** Has an answer that may still come dropped. */
    static void abandon(CompletableFuture<Frame> asked) {
        var unused = asked.thenAccept(Frame::release);
    }

    /** Returns why something did not come, for people. */
    static String reason(ExecutionException failure) {
        var cause = failure.getCause();
        return shortened(String.valueOf(cause == null ? failure.getMessage() : cause.getMessage()));
    }

    private static <T> T read(Frame answer, Function<ByteBuf, T> reader) throws UnansweredException {
        try {
            int code = answer.header().code();
            if (code == ResponseCode.REQUEST_CODE_NOT_SUPPORTED.code()) {
                throw new UnansweredException(Agreement.UNSUPPORTED, "it is a name server of another kind or release");
            }
            if (code != ResponseCode.SUCCESS.code()) {
                throw new UnansweredException(
                        Agreement.UNKNOWN,
                        "it answers code " + code + ": "
                                + shortened(answer.header().remark()));
            }
            return reader.apply(answer.body());
        } catch (MalformedBodyException | LimitExceededException unreadable) {
            throw new UnansweredException(
                    Agreement.UNKNOWN,
                    "its answer cannot be read: " + shortened(String.valueOf(unreadable.getMessage())));
        } finally {
            answer.release();
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REMARK ? text : text.substring(0, MAX_REMARK) + "…";
    }

    @Override
    public void close() {
        connection.close();
    }
}
