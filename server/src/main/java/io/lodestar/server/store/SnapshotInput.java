package io.lodestar.server.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@link SnapshotOutput} wrote. Whatever it is given, it fails with {@link DamagedException} or another {@link IOException}, and
 * holds no more memory than the bytes that it did read are worth: a length is checked first, and then not trusted. For one thread.
 */
final class SnapshotInput {
    /** Room that is made for a list or a text before any of it was read. */
    private static final int FIRST_ROOM = 1_024;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private long remaining;
    private char[] characters = new char[FIRST_ROOM];

    /**
     * Creates an input.
     *
     * @param length how many bytes there should be
     */
    SnapshotInput(InputStream in, long length) {
        this.in = in;
        this.remaining = length;
    }

    /** Reads something, such as one element of a list. */
    interface Element<T> {
        T read() throws IOException;
    }

    long number() throws IOException {
        long value = unsigned();
        return value >>> 1 ^ -(value & 1);
    }

    int integer() throws IOException {
        long value = number();
        if (value != (int) value) {
            throw new DamagedException("number " + value + " is out of range");
        }
        return (int) value;
    }

    boolean flag() throws IOException {
        return upTo(1, "flag") == 1;
    }

    /** Returns a count of things that take at least a byte each. */
    private int count() throws IOException {
        return upTo((int) Math.min(remaining, Integer.MAX_VALUE), "count");
    }

    /** Returns a number from 0 to the limit. */
    int upTo(int limit, String what) throws IOException {
        long value = unsigned();
        if (value < 0 || value > limit) {
            throw new DamagedException(what + " " + Long.toUnsignedString(value) + " exceeds " + limit);
        }
        return (int) value;
    }

    String text() throws IOException {
        int length = count();
        for (int i = 0; i < length; i++) {
            if (i == characters.length) {
                characters = Arrays.copyOf(characters, Math.min(length, 2 * i));
            }
            characters[i] = (char) upTo(Character.MAX_VALUE, "character");
        }
        return new String(characters, 0, length);
    }

    <T> List<T> list(Element<T> element) throws IOException {
        int count = count();
        var values = new ArrayList<T>(Math.min(count, FIRST_ROOM));
        for (int i = 0; i < count; i++) {
            values.add(element.read());
        }
        return values;
    }

    /** Makes sure that nothing is left to read. */
    void requireEnd() throws IOException {
        if (remaining > 0 || next < end || in.read() >= 0) {
            throw new DamagedException("something follows the snapshot");
        }
    }

    private long unsigned() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte read = octet();
            value |= (read & 0x7FL) << shift;
            if (read >= 0) {
                return value;
            }
        }
        throw new DamagedException("a number has more than 64 bits");
    }

    private byte octet() throws IOException {
        if (remaining <= 0) {
            throw new DamagedException("it is longer than it says");
        }
        if (next == end) {
            end = in.read(buffer);
            next = 0;
            if (end <= 0) {
                throw new DamagedException("it is shorter than it says");
            }
        }
        remaining--;
        return buffer[next++];
    }
}
