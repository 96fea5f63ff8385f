package io.lodestar.protocol.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes that were damaged on purpose give a value or a {@link MalformedBodyException}, and cost little either way. */
final class MutatedBodiesTest {
    private static final int JSON_MUTATIONS = 20_000;
    private static final int OTHER_MUTATIONS = 5000;
    private static final int CORPUS = 100;
    private static final int DIRECT_EVERY = 16; // the leak detector notes each access of a direct buffer
    private static final int MAX_ALLOCATED_BYTES = 1 << 20;
    private static final int[] VERSIONS = {0, 35, 37, 78, 407, 413, 513, 612, -1};
    private static final byte[] TELLING_BYTES = "{}[]\",:'\\0189-.eE+ntx \n\u0000".getBytes(UTF_8);

    private int values;
    private int refusals;

    /** A test that only ever saw one outcome would prove nothing about the other. */
    @AfterEach
    void bothOutcomesWereSeen() {
        assertThat(values).as("damaged bodies that still had a value").isGreaterThan(10);
        assertThat(refusals).as("damaged bodies that were refused").isGreaterThan(100);
    }

    @Test
    void registrationsInJson() {
        List<byte[]> bodies = corpus(seed -> Bytes.written(new RandomBodies(seed).registration()::writeJson));

        for (long seed = 0; seed < JSON_MUTATIONS; seed++) {
            Random random = new Random(seed);
            checkRegistration(seed, random, mutated(bodies, random));
        }
    }

    @Test
    void registrationsInZlib() {
        List<byte[]> bodies = corpus(MutatedBodiesTest::compressed);

        for (long seed = 0; seed < OTHER_MUTATIONS; seed++) {
            Random random = new Random(seed);
            checkRegistration(seed, random, mutated(bodies, random));
        }
    }

    @Test
    void registrationsInsideZlib() {
        List<byte[]> bodies = corpus(seed -> Bytes.inflated(compressed(seed)));

        for (long seed = 0; seed < OTHER_MUTATIONS; seed++) {
            Random random = new Random(seed);
            checkRegistration(seed, random, Bytes.deflated(mutated(bodies, random)));
        }
    }

    @Test
    void answers() {
        List<Consumer<ByteBuf>> readers = List.of(
                RouteBody::read,
                ClusterInfoBody::read,
                KvTableBody::read,
                TopicListBody::read,
                BrokerMemberGroupBody::read,
                body -> WatchedTopicsBody.read(body, 100),
                ChangedRoutesBody::read,
                BrokerStatesBody::read,
                ExplanationBody::read,
                EventsBody::read,
                ServerStateBody::read,
                body -> DataVersion.read(body, 0));
        List<byte[]> bodies = corpus(seed -> answer(new RandomBodies(seed), new Random(seed)));

        for (long seed = 0; seed < OTHER_MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] body = mutated(bodies, random);
            for (Consumer<ByteBuf> reader : readers) {
                check(seed, body, reader);
            }
        }
    }

    private static List<byte[]> corpus(LongFunction<byte[]> body) {
        return LongStream.range(0, CORPUS).mapToObj(body).toList();
    }

    private static byte[] compressed(long seed) {
        RegistrationBody body = new RandomBodies(seed).registration();
        return Bytes.written(out -> body.writeCompressed(out, 513));
    }

    private static byte[] answer(RandomBodies bodies, Random random) {
        JsonDialect dialect = random.nextBoolean() ? JsonDialect.LEGACY : JsonDialect.STANDARD;
        return Bytes.written(
                switch (random.nextInt(6)) {
                    case 0 -> out -> bodies.cluster().writeTo(out, dialect);
                    case 1 -> out -> bodies.kvTable().writeTo(out, dialect);
                    case 2 -> out -> bodies.topicList().writeTo(out, dialect);
                    case 3 -> out -> bodies.memberGroup().writeTo(out, dialect);
                    case 4 -> out -> bodies.version().writeTo(out);
                    default -> out -> bodies.route().writeTo(out, dialect);
                });
    }

    private void checkRegistration(long seed, Random random, byte[] bytes) {
        int version = VERSIONS[random.nextInt(VERSIONS.length)];
        boolean compressed = random.nextBoolean();

        check(seed, bytes, body -> {
            RegistrationBody read = RegistrationBody.read(body, version, compressed, 17);
            byte[] again = Bytes.written(read::writeJson);
            assertThat(RegistrationBody.read(Bytes.of(again), 513, false, 18))
                    .as("seed %d, what was read, written and read again", seed)
                    .isEqualTo(read);
        });
    }

    private void check(long seed, byte[] bytes, Consumer<ByteBuf> reader) {
        ByteBuf body = seed % DIRECT_EVERY > 0
                ? Bytes.of(bytes)
                : Unpooled.directBuffer().writeBytes(bytes);
        try {
            long allocatedBytes = Allocation.bytesOf(() -> readOrRefuse(seed, body, reader));
            assertThat(allocatedBytes)
                    .as("seed %d, bytes allocated for %d bytes", seed, bytes.length)
                    .isLessThan(MAX_ALLOCATED_BYTES);
            assertThat(body.refCnt()).as("seed %d, references", seed).isEqualTo(1);
        } finally {
            body.release();
        }
    }

    private void readOrRefuse(long seed, ByteBuf body, Consumer<ByteBuf> reader) {
        try {
            reader.accept(body);
            values++;
        } catch (MalformedBodyException | LimitExceededException refusal) {
            refusals++;
            assertThat(refusal.getMessage())
                    .as("seed %d, message", seed)
                    .isNotBlank()
                    .hasSizeLessThan(1000);
        }
    }

    private static byte[] mutated(List<byte[]> bodies, Random random) {
        byte[] mutated = bodies.get(random.nextInt(bodies.size()));
        for (int i = 1 + random.nextInt(3); i > 0 && mutated.length > 0; i--) {
            mutated = mutatedOnce(mutated, random);
        }
        return mutated;
    }

    private static byte[] mutatedOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int length = random.nextInt(Math.min(32, bytes.length - at) + 1);
        byte[] mutated = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> mutated[at] = (byte) random.nextInt();
            case 2 -> mutated[at] = TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
            case 3 -> mutated = Arrays.copyOf(bytes, at);
            case 4 -> {
                mutated = Arrays.copyOf(bytes, bytes.length - length);
                System.arraycopy(bytes, at + length, mutated, at, bytes.length - at - length);
            }
            default -> {
                mutated = Arrays.copyOf(bytes, bytes.length + length);
                System.arraycopy(bytes, at, mutated, at + length, bytes.length - at);
            }
        }
        return mutated;
    }
}
