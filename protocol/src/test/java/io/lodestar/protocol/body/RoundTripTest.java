package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is written is read again as it was, whatever it holds. */
final class RoundTripTest {
    private static final int SEEDS = 400;
    private static final int V4_9_7 = 407;
    private static final int V5_5_0 = 513;
    /** Other bodies in each run; those of a failure come again with the seed that it names, by {@code -Dseed}. */
    private static final long FIRST_SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void registrationsAsJson() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            RegistrationBody body = new RandomBodies(seed).registration();

            checkReread(
                    "seed " + seed,
                    body,
                    RegistrationBody::writeJson,
                    in -> RegistrationBody.read(in, V5_5_0, false, 0));
        }
    }

    @Test
    void registrationsAsZlibLoseSystemFlagAndOrderOnly() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            RegistrationBody body = new RandomBodies(seed).registration();

            checkReread(
                    "seed " + seed,
                    withoutFlags(body),
                    (expected, out) -> body.writeCompressed(out, V5_5_0),
                    in -> RegistrationBody.read(in, V5_5_0, false, 0));
        }
    }

    @Test
    void registrationsAsZlibOfBrokersThatKnowNeitherMappingsNorStateVersions() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            RegistrationBody body = withoutFlags(new RandomBodies(seed).registration());

            checkReread(
                    "seed " + seed,
                    new RegistrationBody(
                            body.dataVersion()
                                    .map(version -> new DataVersion(0, version.timestamp(), version.counter())),
                            body.topics(),
                            Collections.emptySortedMap(),
                            body.filterServers()),
                    (expected, out) -> body.writeCompressed(out, V4_9_7),
                    in -> RegistrationBody.read(in, V4_9_7, true, 0));
        }
    }

    @Test
    void answersInBothDialects() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            var bodies = new RandomBodies(seed);
            checkBothDialects(seed, bodies.route(), RouteBody::writeTo, RouteBody::read);
            checkBothDialects(seed, bodies.cluster(), ClusterInfoBody::writeTo, ClusterInfoBody::read);
            checkBothDialects(seed, bodies.kvTable(), KvTableBody::writeTo, KvTableBody::read);
            checkBothDialects(seed, bodies.topicList(), TopicListBody::writeTo, TopicListBody::read);
            checkBothDialects(seed, bodies.memberGroup(), BrokerMemberGroupBody::writeTo, BrokerMemberGroupBody::read);
        }
    }

    @Test
    void whatOnlyLodestarAsksAndTells() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            var bodies = new RandomBodies(seed);
            var what = "seed " + seed;
            checkReread(
                    what,
                    bodies.watchedTopics(),
                    WatchedTopicsBody::writeTo,
                    in -> WatchedTopicsBody.read(in, Integer.MAX_VALUE));
            checkReread(what, bodies.changedRoutes(), ChangedRoutesBody::writeTo, ChangedRoutesBody::read);
            checkReread(what, bodies.brokerStates(), BrokerStatesBody::writeTo, BrokerStatesBody::read);
            checkReread(what, bodies.explanation(), ExplanationBody::writeTo, ExplanationBody::read);
            checkReread(what, bodies.events(), EventsBody::writeTo, EventsBody::read);
            checkReread(what, bodies.serverState(), ServerStateBody::writeTo, ServerStateBody::read);
        }
    }

    @Test
    void dataVersions() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            checkReread(
                    "seed " + seed,
                    new RandomBodies(seed).version(),
                    DataVersion::writeTo,
                    in -> DataVersion.read(in, 0).orElseThrow());
        }
    }

    private static RegistrationBody withoutFlags(RegistrationBody body) {
        List<TopicConfig> topics = body.topics().stream()
                .map(topic -> new TopicConfig(
                        topic.topic(),
                        new TopicSettings(
                                topic.settings().readQueueNums(),
                                topic.settings().writeQueueNums(),
                                topic.settings().permission(),
                                0,
                                false)))
                .toList();
        return new RegistrationBody(body.dataVersion(), topics, body.mappings(), body.filterServers());
    }

    /** The {@code writeTo} of an answer. */
    private interface Writer<T> {
        void write(T body, ByteBuf out, JsonDialect dialect);
    }

    private static <T> void checkBothDialects(long seed, T body, Writer<T> writer, Function<ByteBuf, T> reader) {
        for (JsonDialect dialect : JsonDialect.values()) {
            String what = "seed " + seed + " in dialect " + dialect;
            checkReread(what, body, (sent, out) -> writer.write(sent, out, dialect), reader);
        }
    }

    private static <T> void checkReread(
            String what, T body, BiConsumer<T, ByteBuf> writer, Function<ByteBuf, T> reader) {
        ByteBuf bytes = Unpooled.buffer();
        writer.accept(body, bytes);

        assertThat((Object) reader.apply(bytes)).as(what).isEqualTo(body);
    }
}
