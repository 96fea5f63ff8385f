package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What tells two registrations apart without reading them (decision 12).
 *
 * <p>Two registrations of one digest count as the same. Left out of it is the value of {@code mappingDataVersion}, which brokers from 5.0 on stamp
 * anew each time and no name server reads, where it stands among the first members (see {@link Stamp}).
 *
 * <pre>
 *   {"filterServerList":[],…,"mappingDataVersion":{"counter":0,…},"topicConfigTable":{…}}}
 *   |&lt;----------------- head ------------------&gt;|&lt;--- stamp ---&gt;|&lt;-------- rest -------&gt;|
 * </pre>
 *
 * <p>Head and rest each give two checksums with different polynomials: processors compute them several times as fast as any other hash,
 * and one of them is due anyway. A pair misses no change that fits into 64 bits, and another one with a chance of 2^-64.
 *
 * @param checksum of the body as it is, as in {@code bodyCrc32}
 * @param high one half of 128 bits
 * @param low the other half
 */
public record RegistrationDigest(int checksum, long high, long low) {
    /** Bytes that both checksums go over before they leave a processor's nearest memory. */
    private static final int PIECE_BYTES = 16 * 1024;

    private static final long MULTIPLIER_1 = 0xff51_afd7_ed55_8ccdL; // of MurmurHash3's finalizer
    private static final long MULTIPLIER_2 = 0xc4ce_b9fe_1a85_ec53L;

    /**
     * Computes the digest in one pass over the readable bytes.
     *
     * @param circumstances what else decides what the body means, as text
     */
    public static RegistrationDigest of(String circumstances, ByteBuf body) {
        var stamp = Stamp.find(body);
        int start = body.readerIndex();
        var head = new Pair();
        head.update(body, start, stamp.from());
        long headPair = head.value();
        var stamped = head.first;
        update(stamped, body, start + stamp.from(), stamp.to() - stamp.from());
        int restLength = body.readableBytes() - stamp.to();
        var rest = new Pair();
        rest.update(body, start + stamp.to(), restLength);

        long checksum = CrcSum.joined(stamped.getValue(), rest.first.getValue(), restLength);
        return new RegistrationDigest((int) checksum & Integer.MAX_VALUE, 0, 0)
                .with(textPair(circumstances))
                .with(headPair)
                .with(((long) stamp.from() << Integer.SIZE) | restLength)
                .with(rest.value());
    }

    private RegistrationDigest with(long more) {
        return new RegistrationDigest(checksum, mixed(high ^ more), mixed(low + more * MULTIPLIER_2));
    }

    private static long mixed(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * MULTIPLIER_1;
        mixed = (mixed ^ (mixed >>> 33)) * MULTIPLIER_2;
        return mixed ^ (mixed >>> 33);
    }

    private static long textPair(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var pair = new Pair();
        pair.first.update(bytes);
        pair.second.update(bytes);
        return pair.value();
    }

    private static void update(Checksum checksum, ByteBuf body, int from, int length) {
        for (ByteBuffer part : body.nioBuffers(from, length)) {
            checksum.update(part);
        }
    }

    /** Two checksums of the same bytes. */
    private static final class Pair {
        private final CRC32 first = new CRC32();
        private final CRC32C second = new CRC32C();

        void update(ByteBuf body, int from, int length) {
            for (ByteBuffer part : body.nioBuffers(from, length)) {
                int end = part.limit();
                while (part.position() < end) {
                    int piece = part.position();
                    part.limit(Math.min(end, piece + PIECE_BYTES));
                    first.update(part);
                    part.position(piece);
                    second.update(part);
                }
            }
        }

        long value() {
            return (first.getValue() << Integer.SIZE) | second.getValue();
        }
    }
}
