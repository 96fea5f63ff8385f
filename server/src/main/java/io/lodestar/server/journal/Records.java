package io.lodestar.server.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The payloads in a file, and what is damaged in it.
 *
 * <pre>
 *   file   = head 8 | record…
 *   record = mark 4 | length 4 | CRC32C of the payload 4 | payload
 * </pre>
 *
 * The mark has bytes that no text has, so after damage the next record is found by it, and no text that a peer chose passes for one.
 *
 * @param payloads those of all whole records, in order
 * @param end where the last whole record ends
 * @param damage how many bytes before the end belong to no whole record
 */
record Records(List<ByteBuffer> payloads, int end, int damage) {
    /** Opens a file of this format. Another format has another head. */
    static final long HEAD = 0x4C53_4A52_4E4C_0001L; // "LSJRNL", format 1

    static final int HEAD_LENGTH = Long.BYTES;

    private static final int MARK = 0xFFFE_FDFC;
    private static final int FRAME_LENGTH = 3 * Integer.BYTES;

    /** An entry is at least its number, its time and its kind. */
    private static final int MIN_PAYLOAD = 2 * Long.BYTES;

    static int lengthOf(byte[] payload) {
        return FRAME_LENGTH + payload.length;
    }

    /** Returns a payload as a record. */
    static ByteBuffer framed(byte[] payload) {
        return ByteBuffer.allocate(lengthOf(payload))
                .putInt(MARK)
                .putInt(payload.length)
                .putInt(checksum(ByteBuffer.wrap(payload)))
                .put(payload)
                .flip();
    }

    /** Returns whether a file's bytes begin as this release writes them. */
    static boolean areIn(ByteBuffer file) {
        return file.limit() >= HEAD_LENGTH && file.getLong(0) == HEAD;
    }

    /** Finds every whole record in a file's bytes, which are not copied. */
    static Records in(ByteBuffer file) {
        var payloads = new ArrayList<ByteBuffer>();
        int end = HEAD_LENGTH;
        int whole = 0;
        for (int at = HEAD_LENGTH; at <= file.limit() - FRAME_LENGTH - MIN_PAYLOAD; ) {
            if (isRecord(file, at)) {
                int length = file.getInt(at + Integer.BYTES);
                payloads.add(file.slice(at + FRAME_LENGTH, length));
                end = at + FRAME_LENGTH + length;
                whole += FRAME_LENGTH + length;
                at = end;
            } else {
                at++;
            }
        }
        return new Records(payloads, end, end - HEAD_LENGTH - whole);
    }

    private static boolean isRecord(ByteBuffer file, int at) {
        if (file.getInt(at) != MARK) {
            return false;
        }
        int length = file.getInt(at + Integer.BYTES);
        return length >= MIN_PAYLOAD
                && length <= file.limit() - at - FRAME_LENGTH
                && file.getInt(at + 2 * Integer.BYTES) == checksum(file.slice(at + FRAME_LENGTH, length));
    }

    private static int checksum(ByteBuffer payload) {
        var checksum = new CRC32C();
        checksum.update(payload);
        return (int) checksum.getValue();
    }
}
