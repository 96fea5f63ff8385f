package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.registry.RegistrySnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of a snapshot, without the checksum that keeps damage from them. Failures name the seed of -Dlodestar.seed. */
class SnapshotCodecTest {
    private static final int SNAPSHOTS = 200;
    private static final int MUTATIONS = 100;

    private final long seed = Long.getLong("lodestar.seed", System.nanoTime());
    private final RandomSnapshots snapshots = new RandomSnapshots(seed);
    private final Random random = new Random(seed);

    @Test
    void whatIsEncodedIsDecoded() throws IOException {
        for (int round = 0; round < SNAPSHOTS; round++) {
            var snapshot = snapshots.next();

            var bytes = encoded(snapshot);

            assertThat(decoded(bytes)).as("snapshot %d of seed %d", round, seed).isEqualTo(snapshot);
        }
    }

    @Test
    void aSnapshotThatWasCutIsDamaged() throws IOException {
        for (int round = 0; round < SNAPSHOTS; round++) {
            var bytes = encoded(snapshots.next());
            var cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));

            assertThatThrownBy(() -> decoded(cut))
                    .as("snapshot %d of seed %d cut to %d", round, seed, cut.length)
                    .isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void wrongBytesAreReadOrDamagedAndNothingElse() throws IOException {
        int damaged = 0;
        for (int round = 0; round < SNAPSHOTS; round++) {
            var bytes = encoded(snapshots.next());
            for (int mutation = 0; mutation < MUTATIONS; mutation++) {
                damaged += isDamaged(mutated(bytes)) ? 1 : 0;
            }
        }
        assertThat(damaged)
                .as("damaged of %d, seed %d", SNAPSHOTS * MUTATIONS, seed)
                .isBetween(1, SNAPSHOTS * MUTATIONS - 1);
    }

    private byte[] mutated(byte[] bytes) {
        var mutated = bytes.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    private boolean isDamaged(byte[] bytes) throws IOException {
        try {
            decoded(bytes);
            return false;
        } catch (DamagedException damage) {
            assertThat(damage).as("seed %d", seed).hasMessageMatching(".+");
            return true;
        }
    }

    @Test
    void aLengthThatNothingFollowsCostsNoMemory() throws IOException {
        for (boolean text : new boolean[] {true, false}) {
            var bytes = new ByteArrayOutputStream();
            var out = new SnapshotOutput(bytes);
            out.count(Integer.MAX_VALUE);
            out.flush();
            var in = new SnapshotInput(new ByteArrayInputStream(bytes.toByteArray()), Long.MAX_VALUE);

            assertThatThrownBy(() -> {
                        if (text) {
                            in.text();
                        } else {
                            in.list(in::number);
                        }
                    })
                    .isInstanceOf(DamagedException.class)
                    .hasMessage("it is shorter than it says");
        }
    }

    private static byte[] encoded(RegistrySnapshot snapshot) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new SnapshotOutput(bytes);
        new SnapshotEncoder(out).write(snapshot);
        out.flush();
        assertThat(out.length()).isEqualTo(bytes.size());
        return bytes.toByteArray();
    }

    private static RegistrySnapshot decoded(byte[] bytes) throws IOException {
        var in = new SnapshotInput(new ByteArrayInputStream(bytes), bytes.length);
        return new SnapshotDecoder(in).read();
    }
}
