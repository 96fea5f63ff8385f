package io.lodestar.client.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.protocol.body.KvTableBody;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker learns from the answers of several name servers. */
class LearningTest {
    private static final String A = "a:9876";
    private static final String B = "b:9876";
    private static final Broker SLAVE =
            Broker.master("broker-a", "10.0.0.6:10911").withId(1);

    private final FakeRemote remote = new FakeRemote(A, B);
    private final BrokerRegistrar registrar = BrokerRegistrar.start(
            remote,
            Clock.systemUTC(),
            Edition.first(SLAVE, List.of(BrokerTopic.of("orders"))),
            RegistrationSettings.DEFAULTS);
    private final Heard heard = new Heard();

    LearningTest() {
        var unused = registrar.listen(heard);
    }

    private static final class Heard implements BrokerListener {
        final List<String> news = new ArrayList<>();

        @Override
        public void onMasterChanged(LearnedMaster master) {
            news.add("master " + master.address().orElse("none"));
        }

        @Override
        public void onOrderTopicsChanged(SortedMap<String, String> topics) {
            news.add("order " + topics);
        }

        @Override
        public void onSmallestIdChanged(long id, String address) {
            news.add("smallest " + id + " at " + address);
        }
    }

    @AfterEach
    void close() {
        remote.manner(A, FakeRemote.success(Map.of()));
        remote.manner(B, FakeRemote.success(Map.of()));
        registrar.close();
    }

    private void nextPeriod() {
        remote.time.advance(Duration.ofSeconds(30));
    }

    private static FakeRemote.Manner naming(String master) {
        return FakeRemote.success(Map.of("masterAddr", master, "haServerAddr", master + "0"));
    }

    @Test
    void theMasterThatAnyServerNamesIsTheMaster() {
        remote.manner(B, naming("m:1"));
        nextPeriod();

        assertThat(registrar.master()).isEqualTo(new LearnedMaster(Optional.of("m:1"), Optional.of("m:10")));
        assertThat(heard.news).containsExactly("master m:1");
    }

    @Test
    void serversThatDisagreeForLongDoNotMakeTheMasterGoToAndFro() {
        remote.manner(A, naming("m:1"));
        remote.manner(B, naming("m:2"));
        nextPeriod();
        var first = List.copyOf(heard.news);
        nextPeriod();
        nextPeriod();

        assertThat(heard.news).isEqualTo(first);
    }

    @Test
    void whatOneServerSaysAnewCounts() {
        remote.manner(A, naming("m:1"));
        remote.manner(B, naming("m:1"));
        nextPeriod();
        remote.manner(B, naming("m:2"));
        nextPeriod();

        assertThat(heard.news).containsExactly("master m:1", "master m:2");
    }

    @Test
    void thereIsNoMasterOnlyWhenNobodyNamesOne() {
        remote.manner(A, naming("m:1"));
        remote.manner(B, naming("m:1"));
        nextPeriod();
        remote.manner(A, FakeRemote.success(Map.of()));
        nextPeriod();
        assertThat(registrar.master().address()).as("B still names it").contains("m:1");

        remote.manner(B, FakeRemote.success(Map.of()));
        nextPeriod();

        assertThat(heard.news).containsExactly("master m:1", "master none");
    }

    @Test
    void aServerThatDoesNotAnswerTakesNoMasterAway() {
        remote.manner(A, naming("m:1"));
        nextPeriod();
        remote.manner(A, FakeRemote.dead());
        nextPeriod();

        assertThat(registrar.master().address()).contains("m:1");
    }

    @Test
    void aNoticeThatTheMasterLeftOrCameCountsAtOnce() {
        remote.manner(A, naming("m:1"));
        nextPeriod();

        registrar.takeNotice(Map.of("minBrokerId", "1", "minBrokerAddr", "10.0.0.6:10911", "offlineBrokerAddr", "m:1"));
        registrar.takeNotice(Map.of("minBrokerId", "0", "minBrokerAddr", "m:3", "haBrokerAddr", "m:30"));
        nextPeriod();

        assertThat(heard.news)
                .containsExactly(
                        "master m:1", "master none", "smallest 1 at 10.0.0.6:10911", "master m:3", "smallest 0 at m:3");
    }

    @Test
    void topicsOfTheOrderConfigurationBecomeOrderedAndAreRegisteredSo() {
        remote.manner(A, (request, answer) -> {
            var body = Unpooled.buffer();
            new KvTableBody(new TreeMap<>(Map.of("orders", "broker-a:4", "foreign", "broker-b:4")))
                    .writeTo(body, JsonDialect.STANDARD);
            FakeRemote.answer(request, answer, ResponseCode.SUCCESS, ExtFields.EMPTY, body);
        });
        nextPeriod();
        nextPeriod();

        assertThat(heard.news).containsExactly("order {foreign=broker-b:4, orders=broker-a:4}");
        assertThat(registrar.topics()).containsOnlyKeys("orders");
        var all = remote.sent(B, RequestCode.REGISTER_BROKER);
        var last = all.get(all.size() - 1).registration();
        assertThat(last.topics())
                .anyMatch(topic ->
                        topic.topic().equals("orders") && topic.settings().order());
        assertThat(last.dataVersion().orElseThrow().counter()).isEqualTo(1);
    }
}
