package io.lodestar.server.handler;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.administration.Administration;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.LimitKeys;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Shows and changes the configuration (protocol 3.12, 3.13). */
final class ConfigHandler {
    private final Configuration configuration;
    private final Administration administration;

    ConfigHandler(Configuration configuration, Administration administration) {
        this.configuration = configuration;
        this.administration = administration;
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
        int length = request.body().readableBytes();
        int maxLength = configuration.current().get(LimitKeys.CONFIG_MAX_LENGTH);
        if (length > maxLength) {
            throw new LimitExceededException("configuration of " + length + " bytes", "configMaxLength", maxLength);
        }
        var outcome = administration.changeConfiguration(
                request.body().toString(StandardCharsets.ISO_8859_1), request.sender());
        return switch (outcome.kind()) {
            case APPLIED -> Answer.DONE;
            case REFUSED -> Answer.refused(ResponseCode.NO_PERMISSION, outcome.remark());
            case MALFORMED, NOT_SAVED -> Answer.refused(ResponseCode.SYSTEM_ERROR, outcome.remark());
        };
    }
}
