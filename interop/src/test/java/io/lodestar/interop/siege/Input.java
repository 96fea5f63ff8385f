package io.lodestar.interop.siege;

import java.util.HexFormat;

/**
 * Bytes for the server.
 *
 * @param number which its request has as its opaque, if nothing has happened to that
 * @param name by which it can be made or found again
 * @param mayEndStream whether what follows it on its connection is likely not read as it is meant
 * @param mustBeAnswered whether it is a valid request that is not one-way
 */
record Input(int number, String name, byte[] bytes, boolean mayEndStream, boolean mustBeAnswered) {
    private static final int SHOWN = 2_000;

    @Override
    public String toString() {
        var shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN));
        return name + ", " + bytes.length + " bytes: " + shown + (bytes.length > SHOWN ? "…" : "");
    }
}
