package io.lodestar.server.config;

import io.lodestar.protocol.HeaderLimits;
import io.lodestar.protocol.NameRule;
import io.lodestar.protocol.body.BodyLimits;

/** What a peer may send, made of the settings. */
public final class InputLimits {

    private InputLimits() {}

    /** What the header of each frame may bring. */
    public static HeaderLimits headers(Settings settings) {
        return new HeaderLimits(
                settings.get(LimitKeys.HEADER_MAX_LENGTH),
                settings.get(LimitKeys.REMARK_MAX_LENGTH),
                settings.get(LimitKeys.FIELD_MAX_COUNT),
                settings.get(LimitKeys.FIELD_MAX_LENGTH));
    }

    /** What the body of a request may bring. */
    public static BodyLimits bodies(Settings settings) {
        return new BodyLimits(
                settings.get(LimitKeys.INFLATED_MAX_LENGTH),
                settings.get(LimitKeys.INFLATION_MAX_RATIO),
                settings.get(LimitKeys.REGISTRATION_MAX_TOPICS),
                settings.get(LimitKeys.REGISTRATION_MAX_ENTRIES),
                settings.get(LimitKeys.JSON_MAX_DEPTH),
                settings.get(LimitKeys.TEXT_MAX_LENGTH),
                names(settings));
    }

    /** What names must be. */
    public static NameRule names(Settings settings) {
        return new NameRule(settings.get(LimitKeys.NAME_MAX_LENGTH));
    }
}
