package io.lodestar.server.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.zip.CRC32;

/**
 * Makes digests, the same ones on every name server: SHA-256, of which the first 128 bits count. With a checksum, any broker could choose
 * names that hide a difference; sums of these digests withstand accidents and small means, and who can register many thousands of chosen topics could
 * still hide how those differ. Confined to one thread.
 */
final class Hasher {
    /** Which rules digests are made by, with what {@link Facts} say: another number if they change. */
    static final int FORMAT = 1;

    private static final String ALGORITHM = "SHA-256";

    private final MessageDigest sha = sha();
    private final CRC32 crc = new CRC32();
    private final ByteBuffer numbers = ByteBuffer.allocate(2 * Long.BYTES);

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    Digest of(String text) {
        return first128(sha.digest(text.getBytes(UTF_8)));
    }

    Digest of(SortedMap<String, String> facts) {
        facts.forEach((name, value) -> {
            add(name);
            add(value);
        });
        return first128(sha.digest());
    }

    /** Returns the digest of an entry. */
    Digest of(String name, Facts facts) {
        numbers.clear();
        numbers.putLong(facts.digest().high()).putLong(facts.digest().low());
        sha.update(numbers.array());
        return of(name);
    }

    /** Lengths keep neighbours apart. */
    private void add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        numbers.clear();
        numbers.putInt(bytes.length);
        sha.update(numbers.array(), 0, Integer.BYTES);
        sha.update(bytes);
    }

    private static Digest first128(byte[] hash) {
        var bytes = ByteBuffer.wrap(hash);
        return new Digest(bytes.getLong(), bytes.getLong());
    }

    /**
     * Returns where an entry of this name stands below a tree of so many leaves.
     *
     * @param leaves a power of two
     */
    int leaf(String name, int leaves) {
        crc.reset();
        crc.update(name.getBytes(UTF_8));
        return (int) crc.getValue() & (leaves - 1);
    }
}
