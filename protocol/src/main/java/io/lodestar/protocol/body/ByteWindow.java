package io.lodestar.protocol.body;

import java.util.Arrays;

/**
 * The part of a long run of bytes that is looked at: a block of memory that slides along. Confined to one thread.
 *
 * <pre>
 *            bytes[0]     kept        at            end
 *  ... passed | passed ... | kept ... | next to read | not fetched yet ...
 * </pre>
 *
 * <p>Fields are open to the readers of this package, which scan the block itself.
 */
final class ByteWindow {
    /** Says that nothing before {@link #at} is needed any more. */
    static final int NOTHING = -1;

    private static final int MIN_BYTES = 64;

    private final Source source;
    private long passed;

    byte[] bytes;
    int at;
    int end;
    /** The first byte before {@link #at} that must stay when the window slides. */
    int kept = NOTHING;

    /** Where the bytes come from. */
    interface Source {
        /** Fetches the next bytes, at most {@code length}; returns how many, 0 at the end. */
        int fetch(byte[] into, int from, int length);
    }

    ByteWindow(Source source, int size) {
        this.source = source;
        this.bytes = new byte[Math.max(MIN_BYTES, size)];
    }

    /** Returns how many bytes lie before {@link #at}, since the beginning. */
    long offset() {
        return passed + at;
    }

    /** Returns whether so many bytes follow in the block, after fetching what is missing. */
    boolean has(int count) {
        return end - at >= count || fetch(count);
    }

    private boolean fetch(int count) {
        slide();
        while (end - at < count) {
            if (end == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.multiplyExact(bytes.length, 2)); // paid for by what has come
            }
            int fetched = source.fetch(bytes, end, bytes.length - end);
            if (fetched == 0) {
                return false;
            }
            end += fetched;
        }
        return true;
    }

    private void slide() {
        int from = kept == NOTHING ? at : kept;
        System.arraycopy(bytes, from, bytes, 0, end - from);
        passed += from;
        at -= from;
        end -= from;
        kept = kept == NOTHING ? NOTHING : 0;
    }
}
