package io.lodestar.server.peers;

import java.util.HexFormat;

/** 128 bits that stand for something, or, added up, for many things in any order. */
record Digest(long high, long low) {
    private static final HexFormat HEX = HexFormat.of();

    /** Returns it as 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }
}
