package io.lodestar.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The port of HTTP: none, one that somebody chose, or one beside the listen port.
 *
 * @param number -1 for none, 0 for any free one; absent for the listen port + {@value #DISTANCE}
 */
public record HttpPort(OptionalInt number) {
    /** No HTTP at all. */
    public static final HttpPort OFF = HttpPort.of(-1);

    /** The listen port and {@value #DISTANCE} more, if there is such a port: several servers fit on one host. */
    public static final HttpPort AUTO = new HttpPort(OptionalInt.empty());

    private static final int DISTANCE = 10_000;
    private static final int MAX_PORT = 65_535;
    private static final String AUTO_TEXT = "auto";

    /** Checks that there is such a port. */
    public HttpPort {
        if (number.isPresent() && (number.getAsInt() < -1 || number.getAsInt() > MAX_PORT)) {
            throw new IllegalArgumentException("port " + number.getAsInt() + " is not within -1 and " + MAX_PORT);
        }
    }

    /** Returns this port; 0 for any free one, -1 for none. */
    public static HttpPort of(int number) {
        return new HttpPort(OptionalInt.of(number));
    }

    /** Returns whether somebody chose the port, and so wants it or nothing. */
    public boolean isChosen() {
        return number.isPresent() && number.getAsInt() >= 0;
    }

    /** Returns the port of a server with this listen port; empty for none. */
    public OptionalInt beside(int listenPort) {
        int port = number.orElse(listenPort + DISTANCE);
        return port < 0 || port > MAX_PORT ? OptionalInt.empty() : OptionalInt.of(port);
    }

    static Optional<HttpPort> parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals(AUTO_TEXT)) {
            return Optional.of(AUTO);
        }
        try {
            return Optional.of(HttpPort.of(Integer.parseInt(text)));
        } catch (IllegalArgumentException noPort) {
            return Optional.empty();
        }
    }

    /** Returns the port as it may be written. */
    @Override
    public String toString() {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : AUTO_TEXT;
    }
}
