package io.lodestar.protocol.header;

import io.lodestar.protocol.ExtFields;
import java.util.Locale;
import java.util.Optional;

/**
 * Up to where somebody knows the routes that it watches (codes 24001 and 24002). On the wire it is a field with the text {@code epoch:number}.
 *
 * @param epoch the life of one name-server process; versions of two epochs cannot be compared
 * @param number grows with each change of something that is watched
 */
public record RouteVersion(long epoch, long number) {
    private static final String FIELD = "version";
    private static final int HEXADECIMAL = 16;

    /** Returns the version that a text stands for; empty when it stands for none. */
    public static Optional<RouteVersion> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        try {
            long epoch = Long.parseUnsignedLong(text.substring(0, colon), HEXADECIMAL);
            return Optional.of(new RouteVersion(epoch, Long.parseLong(text.substring(colon + 1))));
        } catch (NumberFormatException noVersion) {
            return Optional.empty(); // as any field that does not parse
        }
    }

    /** Reads the field of an answer or of a push; what is missing or does not parse is empty. */
    public static Optional<RouteVersion> from(ExtFields fields) {
        return fields.text(FIELD).flatMap(RouteVersion::parse);
    }

    /** Returns the fields as they go over the wire. */
    public ExtFields toFields() {
        return ExtFields.builder().with(FIELD, toString()).build();
    }

    /** Returns whether this is known to whoever knows the other: it is of the same epoch, and not later. */
    public boolean isCoveredBy(RouteVersion other) {
        return epoch == other.epoch && number <= other.number;
    }

    /** Returns the text of the wire. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%016x:%d", epoch, number);
    }
}
