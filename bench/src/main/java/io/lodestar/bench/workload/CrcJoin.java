package io.lodestar.bench.workload;

/**
 * Finds the CRC-32 of two pieces of bytes from those of each, so that a body of megabytes of which a few digits change
 * need not be read again. To append n bytes multiplies the polynomial of what came before by x to the 8n, modulo the
 * CRC's polynomial; over the two-element field that is a matrix, made once for each n. Immutable.
 */
final class CrcJoin {
    private static final int POLYNOMIAL = 0xedb88320;
    private static final int BITS = Integer.SIZE;
    private static final int BITS_PER_BYTE_LOG = 3;

    private final int[] shift;

    /** For second pieces of so many bytes. */
    CrcJoin(int bytes) {
        var power = oneBit();
        for (int i = 0; i < BITS_PER_BYTE_LOG; i++) {
            power = times(power, power);
        }
        var product = identity();
        for (int rest = bytes; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                product = times(power, product);
            }
            power = times(power, power);
        }
        shift = product;
    }

    /** The CRC of the first piece followed by the second. */
    int join(int first, int second) {
        return times(shift, first) ^ second;
    }

    private static int[] oneBit() {
        var matrix = new int[BITS];
        matrix[0] = POLYNOMIAL;
        for (int i = 1; i < BITS; i++) {
            matrix[i] = 1 << (i - 1);
        }
        return matrix;
    }

    private static int[] identity() {
        var matrix = new int[BITS];
        for (int i = 0; i < BITS; i++) {
            matrix[i] = 1 << i;
        }
        return matrix;
    }

    private static int[] times(int[] left, int[] right) {
        var product = new int[BITS];
        for (int i = 0; i < BITS; i++) {
            product[i] = times(left, right[i]);
        }
        return product;
    }

    private static int times(int[] matrix, int vector) {
        int sum = 0;
        for (int i = 0; i < BITS; i++) {
            if ((vector >>> i & 1) == 1) {
                sum ^= matrix[i];
            }
        }
        return sum;
    }
}
