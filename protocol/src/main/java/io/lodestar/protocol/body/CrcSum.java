package io.lodestar.protocol.body;

/**
 * The CRC-32 of two runs of bytes, from those of each. A CRC is the remainder of a polynomial over bits, and what stands in front is
 * worth as much as if a power of x for each bit behind it had been multiplied to it. Polynomials are held with their
 * lowest power in the highest bit.
 */
final class CrcSum {
    private static final int POLYNOMIAL = 0xedb8_8320;
    private static final int ONE = 1 << (Integer.SIZE - 1);
    private static final int ONE_BYTE = ONE >>> Byte.SIZE;

    private CrcSum() {}

    /** Returns the checksum of both runs. */
    static long joined(long first, long second, long secondLength) {
        return Integer.toUnsignedLong(times(power(secondLength), (int) first) ^ (int) second);
    }

    /** Returns x to the power of the bits of so many bytes. */
    private static int power(long bytes) {
        int power = ONE;
        int square = ONE_BYTE;
        for (long rest = bytes; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power = times(power, square);
            }
            square = times(square, square);
        }
        return power;
    }

    private static int times(int left, int right) {
        int product = 0;
        int shifted = right;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((left & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : (shifted >>> 1) ^ POLYNOMIAL;
        }
        return product;
    }
}
