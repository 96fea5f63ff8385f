package io.lodestar.interop.siege;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Spoils bytes without a thought of what they mean. */
final class ByteMutator {
    private final Chance chance;

    ByteMutator(Chance chance) {
        this.chance = chance;
    }

    /** Returns bytes with one to four changes. */
    byte[] mutate(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = chance.below(4); i >= 0; i--) {
            changed = changed.length == 0 ? chance.bytes(chance.below(16)) : change(changed);
        }
        return changed;
    }

    private byte[] change(byte[] bytes) {
        int at = chance.below(bytes.length);
        int count = 1 + chance.below(Math.min(32, bytes.length - at));
        return switch (chance.below(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> replaced(bytes, at, at + count, new byte[0]);
            case 2 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + count));
            case 3 -> replaced(bytes, at, at, chance.bytes(count));
            case 4 -> withInt(bytes, at);
            case 5 -> filled(bytes, at, at + count);
            default -> flipped(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << chance.below(Byte.SIZE));
        return bytes;
    }

    private byte[] filled(byte[] bytes, int from, int to) {
        Arrays.fill(bytes, from, to, (byte) (chance.oneIn(2) ? 0 : 0xff));
        return bytes;
    }

    private byte[] withInt(byte[] bytes, int at) {
        if (at + Integer.BYTES > bytes.length) {
            return flipped(bytes, at);
        }
        ByteBuffer.wrap(bytes).putInt(at, chance.anyInt());
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] other) {
        return ByteBuffer.allocate(bytes.length - (to - from) + other.length)
                .put(bytes, 0, from)
                .put(other)
                .put(bytes, to, bytes.length - to)
                .array();
    }
}
