package io.lodestar.server.handler;

import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.UpdateOutcome;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Shows and changes the configuration (protocol 3.12, 3.13). */
final class ConfigHandler {
    private final Configuration configuration;

    ConfigHandler(Configuration configuration) {
        this.configuration = configuration;
    }

    Answer show(Request request) {
        var text = configuration.asText();
        return Answer.of(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text is read byte for byte, as property files are: other characters come as escapes. */
    Answer update(Request request) {
        if (!request.body().isReadable()) {
            return Answer.DONE;
        }
        var outcome = configuration.update(request.body().toString(StandardCharsets.ISO_8859_1));
        if (outcome instanceof UpdateOutcome.Refused refused) {
            return Answer.refused(ResponseCode.NO_PERMISSION, refused.remark());
        }
        if (outcome instanceof UpdateOutcome.Malformed malformed) {
            return Answer.refused(ResponseCode.SYSTEM_ERROR, malformed.remark());
        }
        if (outcome instanceof UpdateOutcome.NotSaved notSaved) {
            return Answer.refused(ResponseCode.SYSTEM_ERROR, notSaved.remark());
        }
        return Answer.DONE;
    }
}
