package io.lodestar.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class CrcJoinTest {
    @Test
    void theChecksumOfTwoPiecesIsThatOfTheWhole() {
        var random = new Random(7);
        for (int first = 0; first < 40; first += 13) {
            for (int second : new int[] {0, 1, 7, 64, 1_000, 65_537}) {
                var whole = new byte[first + second];
                random.nextBytes(whole);

                int joined = new CrcJoin(second).join(crc(whole, 0, first), crc(whole, first, second));

                assertThat(joined).as("%d bytes and %d bytes", first, second).isEqualTo(crc(whole, 0, whole.length));
            }
        }
    }

    private static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
