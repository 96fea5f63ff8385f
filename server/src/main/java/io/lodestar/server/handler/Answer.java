package io.lodestar.server.handler;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.BiConsumer;

/**
 * What a peer is told.
 *
 * @param body the answer's own reference of its bytes, or bytes that nobody owns; empty for none
 */
record Answer(ResponseCode code, String remark, ExtFields fields, ByteBuf body) {
    /** Says that it is done, and nothing more. */
    static final Answer DONE = of(ExtFields.ABSENT);

    static Answer of(ExtFields fields) {
        return new Answer(ResponseCode.SUCCESS, "", fields, Unpooled.EMPTY_BUFFER);
    }

    static Answer of(ByteBuf body) {
        return new Answer(ResponseCode.SUCCESS, "", ExtFields.ABSENT, body);
    }

    static Answer refused(ResponseCode code, String remark) {
        return new Answer(code, remark, ExtFields.ABSENT, Unpooled.EMPTY_BUFFER);
    }

    /** Returns whether it says success and has nothing beside a body. */
    boolean isPlain() {
        return code == ResponseCode.SUCCESS && remark.isEmpty() && !fields.isPresent();
    }

    Answer withFields(ExtFields now) {
        return new Answer(code, remark, now, body);
    }

    Answer withRemark(String now) {
        return new Answer(code, now, fields, body);
    }

    Answer withBody(ByteBuf now) {
        return new Answer(code, remark, fields, now);
    }

    /** Returns the bytes that a body writes of itself in a dialect. */
    static ByteBuf written(BiConsumer<ByteBuf, JsonDialect> body, JsonDialect dialect) {
        var out = Unpooled.buffer();
        body.accept(out, dialect);
        return out;
    }
}
