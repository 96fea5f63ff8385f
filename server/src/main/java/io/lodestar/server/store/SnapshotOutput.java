package io.lodestar.server.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;

/**
 * Numbers and texts as few bytes, read back by {@link SnapshotInput}. For one thread.
 *
 * <pre>
 *   count    7 bits to the byte, the low ones first; the high bit says that more follow
 *   number   as a count, after zigzag: 0, -1, 1, -2, ... are 0, 1, 2, 3, ...
 *   text     how many characters, then each as a count: exact for any text, also for half a surrogate pair, which UTF-8 cannot hold
 * </pre>
 */
final class SnapshotOutput {
    private static final int LONGEST_COUNT_BYTES = 10;

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int used;
    private long flushed;

    SnapshotOutput(OutputStream out) {
        this.out = out;
    }

    /** Writes something, such as one element of a list. */
    interface Element<T> {
        void write(T value) throws IOException;
    }

    void number(long value) throws IOException {
        unsigned(value << 1 ^ value >> 63);
    }

    void count(int value) throws IOException {
        unsigned(value);
    }

    void flag(boolean value) throws IOException {
        unsigned(value ? 1 : 0);
    }

    void text(String value) throws IOException {
        count(value.length());
        for (int i = 0; i < value.length(); i++) {
            unsigned(value.charAt(i));
        }
    }

    <T> void list(Collection<T> values, Element<T> element) throws IOException {
        count(values.size());
        for (var value : values) {
            element.write(value);
        }
    }

    private void unsigned(long value) throws IOException {
        if (buffer.length - used < LONGEST_COUNT_BYTES) {
            flush();
        }
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[used++] = (byte) rest;
    }

    /** Returns how many bytes were written. */
    long length() {
        return flushed + used;
    }

    void flush() throws IOException {
        out.write(buffer, 0, used);
        flushed += used;
        used = 0;
    }
}
