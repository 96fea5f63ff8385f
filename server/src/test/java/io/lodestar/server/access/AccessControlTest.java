package io.lodestar.server.access;

import static io.lodestar.server.access.Signing.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.config.AccessMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what: proofs, roles, sources, brokers, and what is always guarded. */
class AccessControlTest {
    private static final String ACCOUNTS = """
            globalWhiteRemoteAddresses: 10.99.0.1
            accounts:
              - {accessKey: root, secretKey: root-secret, admin: true}
              - {accessKey: operator, secretKey: op-secret, roles: admin}
              - {accessKey: shop, secretKey: shop-secret, whiteRemoteAddress: 10.7.0.1}
              - {accessKey: inner, secretKey: inner-secret, roles: broker}
              - {accessKey: pay, secretKey: pay-secret, roles: [broker, admin], clusters: Pay*, brokers: pay-*}
              - {accessKey: region, secretKey: region-secret, roles: [broker, admin], clusters: Pay}
              - {accessKey: office, secretKey: office-secret, roles: admin, sources: 10.5.0.0/16}
              - {name: machine, roles: broker, certificates: "CN=machine,O=Example"}
              - {name: old clients, roles: client, sources: 10.8.0.0/16}
              - {name: old brokers, roles: broker, sources: 10.8.1.0/24, clusters: Old}
            """;
    private static final FakePeer ANYWHERE = FakePeer.at("203.0.113.9");
    private static final FakePeer HERE = FakePeer.at("127.0.0.1");
    private static final Map<String, String> TOPIC = Map.of("topic", "T");

    private final Registry registry = new Registry(Ticker.system());
    private final Scopes scopes = new Scopes(registry, BodyLimits.DEFAULT);
    private final Accounts accounts = accounts();
    private final AccessControl enforcing = new AccessControl(AccessMode.ENFORCE, () -> accounts, scopes);

    private static Accounts accounts() {
        try {
            return new AccountsReader("accounts.yml").read(ACCOUNTS);
        } catch (AccountsException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Verdict ask(FakePeer peer, RequestCode code, ExtFields fields) {
        return ask(enforcing, peer, code, fields);
    }

    private static Verdict ask(AccessControl access, FakePeer peer, RequestCode code, ExtFields fields) {
        return access.judge(code, Header.request(code, 1, fields), Unpooled.EMPTY_BUFFER, peer);
    }

    private static ExtFields by(String accessKey, Map<String, String> fields) {
        var secret = accessKey.equals("operator") ? "op-secret" : accessKey + "-secret";
        return signed(accessKey, secret, fields);
    }

    private static Map<String, String> broker(String cluster, String name, String address) {
        return Map.of("clusterName", cluster, "brokerName", name, "brokerAddr", address, "brokerId", "0");
    }

    private void register(String cluster, String name, String address) {
        var content = new Content(Optional.empty(), List.of(), List.of(), Optional.of(List.of()), false);
        var outcome = registry.register(new Registration(
                new BrokerIdentity(cluster, name, 0),
                address,
                "",
                "",
                ActingMaster.DISABLED,
                Duration.ofMinutes(2),
                content,
                1,
                Optional.empty()));
        assertThat(registry.groups()).as("%s", outcome).containsKey(name);
    }

    private static void assertGranted(Verdict verdict, String account) {
        assertThat(verdict).isEqualTo(new Verdict(Optional.of(account), Optional.empty()));
    }

    private static void assertRefused(Verdict verdict, String remark) {
        assertThat(verdict.refusal())
                .hasValueSatisfying(said -> assertThat(said).contains(remark));
    }

    @Test
    void aSignedRequestIsItsAccounts() {
        assertGranted(ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, by("shop", TOPIC)), "shop");
        assertGranted(ask(ANYWHERE, RequestCode.GET_CONFIG, by("root", Map.of())), "root");
    }

    @Test
    void eachWayToBeRefusedIsToldApart() {
        var wrong = signed("shop", "guess", TOPIC);
        var stolen = ExtFields.of(Map.of(
                "AccessKey",
                "shop",
                "topic",
                "other",
                "Signature",
                by("shop", TOPIC).text("Signature").orElseThrow()));

        assertRefused(ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)), "is not signed");
        assertRefused(
                ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, ExtFields.of(Map.of("AccessKey", "", "Signature", ""))),
                "is not signed");
        assertRefused(
                ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, signed("nobody", "x", TOPIC)),
                "no account here has the access key 'nobody'");
        assertRefused(ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, wrong), "the signature does not match");
        assertRefused(ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, stolen), "the signature does not match");
        assertRefused(
                ask(ANYWHERE, RequestCode.REGISTER_BROKER, by("shop", broker("C", "b", "h:1"))),
                "account 'shop' has none of the roles [broker]");
        assertRefused(
                ask(ANYWHERE, RequestCode.GET_CONFIG, by("office", Map.of())),
                "account 'office' may not be used from 203.0.113.9");
        assertRefused(
                ask(ANYWHERE, RequestCode.REGISTER_BROKER, by("pay", broker("Pay", "shop-1", "h:1"))),
                "account 'pay' may not speak for broker 'shop-1'");
        assertRefused(
                ask(ANYWHERE.with("CN=other"), RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)),
                "no account here has the certificate 'CN=other'");

        assertThat(enforcing.refusals())
                .isEqualTo(Map.of(
                        AccessRefusal.NOT_SIGNED, 2L,
                        AccessRefusal.UNKNOWN_ACCESS_KEY, 1L,
                        AccessRefusal.WRONG_SIGNATURE, 2L,
                        AccessRefusal.ROLE, 1L,
                        AccessRefusal.SOURCE, 1L,
                        AccessRefusal.BROKER, 1L,
                        AccessRefusal.UNKNOWN_CERTIFICATE, 1L,
                        AccessRefusal.TOO_LONG, 0L,
                        AccessRefusal.CONFIGURATION_FROM_AFAR, 0L));
    }

    @Test
    void whatAPeerSentIsRepeatedShortAndOnOneLine() {
        var key = "x\nINFO all is\u009b31m well" + "y".repeat(10_000);

        var remark = ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, signed(key, "s", TOPIC))
                .refusal()
                .orElseThrow();

        assertThat(remark).hasSizeLessThan(400).contains("'x?INFO").doesNotContain("\n", "\u009b");
    }

    @Test
    void whoCannotSignIsKnownByCertificateOrAddress() {
        var machine = ANYWHERE.with("CN=machine,O=Example");
        var oldBroker = FakePeer.at("10.8.1.7");

        assertGranted(ask(machine, RequestCode.REGISTER_BROKER, ExtFields.of(broker("C", "b", "h:1"))), "machine");
        assertGranted(ask(FakePeer.at("10.8.2.7"), RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)), "old clients");
        assertGranted(ask(oldBroker, RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)), "old clients");
        assertGranted(
                ask(oldBroker, RequestCode.REGISTER_BROKER, ExtFields.of(broker("Old", "b", "h:1"))), "old brokers");
        assertRefused(
                ask(FakePeer.at("10.8.2.7"), RequestCode.REGISTER_BROKER, ExtFields.of(broker("Old", "b", "h:1"))),
                "account 'old clients' has none of the roles [broker]");
    }

    @Test
    void aKeyThatNobodyHasIsNoWorseThanNone() {
        assertGranted(
                ask(FakePeer.at("10.8.2.7"), RequestCode.GET_ROUTE_INFO, signed("for-the-broker", "x", TOPIC)),
                "old clients");
    }

    @Test
    void aWrongSignatureIsRefusedAlsoWhereUnsignedRequestsAreNot() {
        assertRefused(
                ask(FakePeer.at("10.8.2.7"), RequestCode.GET_ROUTE_INFO, signed("shop", "x", TOPIC)),
                "the signature does not match");
    }

    @Test
    void addressesThatAnAclTrustsNeedNoSignature() {
        var unsigned = ExtFields.of(Map.of("AccessKey", "shop", "topic", "T"));

        assertGranted(ask(FakePeer.at("10.7.0.1"), RequestCode.GET_ROUTE_INFO, unsigned), "shop");
        assertRefused(
                ask(FakePeer.at("10.7.0.2"), RequestCode.GET_ROUTE_INFO, unsigned), "the signature does not match");
        assertRefused(
                ask(FakePeer.at("10.7.0.1"), RequestCode.GET_ROUTE_INFO, signed("shop", "guess", TOPIC)),
                "the signature does not match");
        assertGranted(ask(FakePeer.at("10.7.0.1"), RequestCode.GET_ROUTE_INFO, by("shop", TOPIC)), "shop");
        assertGranted(
                ask(FakePeer.at("10.99.0.1"), RequestCode.DELETE_TOPIC, ExtFields.of(TOPIC)),
                "globalWhiteRemoteAddresses");
    }

    @ParameterizedTest
    @EnumSource(RequestCode.class)
    void everyCodeNeedsAnAccount(RequestCode code) {
        assertThat(ask(HERE, code, ExtFields.EMPTY).refusal()).as("unsigned").isPresent();
        assertThat(ask(ANYWHERE, code, by("shop", Map.of())).refusal().isEmpty())
                .as("a client")
                .isEqualTo(List.of(RequestCode.GET_ROUTE_INFO, RequestCode.GET_CLUSTER_INFO, RequestCode.WATCH_ROUTES)
                        .contains(code));
        assertThat(ask(ANYWHERE, code, by("inner", Map.of())).refusal().isEmpty())
                .as("a broker, whose inner client signs all of this (protocol 8)")
                .isEqualTo(
                        List.of(103, 104, 105, 106, 217, 322, 901, 904, 24001).contains(code.code()));
        assertThat(ask(ANYWHERE, code, by("operator", Map.of())).refusal().isEmpty())
                .as("an admin")
                .isEqualTo(!List.of(103, 104, 322, 904, 905, 24002).contains(code.code()));
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTER_BROKER, Pay1, pay-1, true",
        "REGISTER_BROKER, Pay1, shop-1, false",
        "REGISTER_BROKER, Shop, pay-1, false",
        "UNREGISTER_BROKER, Pay1, pay-1, true",
        "UNREGISTER_BROKER, Pay1, shop-1, false",
        "BROKER_HEARTBEAT, Pay1, pay-1, true",
        "BROKER_HEARTBEAT, Pay1, shop-1, false",
        "QUERY_DATA_VERSION, Pay1, shop-1, false",
        "QUERY_DATA_VERSION, Shop, pay-1, false",
        "GET_BROKER_MEMBER_GROUP, Shop, shop-1, true"
    })
    void aKeyOfSomeBrokersSpeaksForNoOthers(RequestCode code, String cluster, String name, boolean granted) {
        var verdict = ask(ANYWHERE, code, by("pay", broker(cluster, name, "h:1")));

        assertThat(verdict.refusal().isEmpty()).as("%s", verdict).isEqualTo(granted);
    }

    @Test
    void anAddressIsSpokenForByWhoeverHasItNow() {
        register("Pay", "shop-1", "victim:1");
        register("Pay", "pay-2", "own:1");
        var nameless = Map.of("clusterName", "Pay", "brokerAddr", "victim:1");

        assertRefused(ask(ANYWHERE, RequestCode.BROKER_HEARTBEAT, by("pay", nameless)), "broker 'shop-1', which has");
        assertRefused(
                ask(ANYWHERE, RequestCode.BROKER_HEARTBEAT, by("pay", broker("Pay", "pay-1", "victim:1"))),
                "broker 'shop-1', which has");
        assertRefused(
                ask(ANYWHERE, RequestCode.REGISTER_BROKER, by("pay", broker("Pay", "pay-1", "victim:1"))),
                "broker 'shop-1', which has");
        assertGranted(ask(ANYWHERE, RequestCode.BROKER_HEARTBEAT, by("pay", broker("Pay", "pay-2", "own:1"))), "pay");
    }

    @Test
    void aDrainIsOfBrokersThatTheAccountMaySpeakFor() {
        register("Pay", "pay-1", "h:1");
        register("Shop", "pay-2", "h:2");
        register("Shop", "pay-3", "h:3");
        registry.wipeWritePermission("pay-3");

        assertGranted(
                ask(ANYWHERE, RequestCode.WIPE_WRITE_PERMISSION, by("pay", Map.of("brokerName", "pay-1"))), "pay");
        assertRefused(
                ask(ANYWHERE, RequestCode.WIPE_WRITE_PERMISSION, by("pay", Map.of("brokerName", "shop-1"))),
                "broker 'shop-1'");
        assertRefused(
                ask(ANYWHERE, RequestCode.WIPE_WRITE_PERMISSION, by("pay", Map.of("brokerName", "pay-2"))),
                "cluster 'Shop'");
        assertRefused(
                ask(ANYWHERE, RequestCode.ADD_WRITE_PERMISSION, by("pay", Map.of("brokerName", "pay-3"))),
                "cluster 'Shop'");
    }

    @Test
    void whatConcernsAllBrokersNeedsAnAccountForAll() {
        var inPay = Map.of("topic", "T", "clusterName", "Pay");

        assertRefused(ask(ANYWHERE, RequestCode.DELETE_TOPIC, by("region", TOPIC)), "all brokers");
        assertRefused(
                ask(ANYWHERE, RequestCode.DELETE_TOPIC, by("region", Map.of("topic", "T", "clusterName", "Shop"))),
                "cluster 'Shop'");
        assertRefused(ask(ANYWHERE, RequestCode.DELETE_TOPIC, by("pay", inPay)), "all brokers of cluster 'Pay'");
        assertGranted(ask(ANYWHERE, RequestCode.DELETE_TOPIC, by("region", inPay)), "region");
        for (var code : List.of(RequestCode.PUT_KV_CONFIG, RequestCode.DELETE_KV_CONFIG, RequestCode.UPDATE_CONFIG)) {
            assertRefused(ask(ANYWHERE, code, by("region", Map.of())), "all brokers");
        }
    }

    @Test
    void aTopicIsPutOnBrokersThatTheAccountMaySpeakFor() {
        register("Pay", "pay-1", "h:1");
        register("Shop", "shop-1", "h:2");

        assertThat(put("pay-1").refusal()).isEmpty();
        assertRefused(put("pay-1", "shop-1"), "broker 'shop-1'");
    }

    private Verdict put(String... brokers) {
        var queues = Arrays.stream(brokers)
                .map(name -> "{\"brokerName\":\"" + name + "\",\"perm\":6,\"readQueueNums\":1,\"writeQueueNums\":1}")
                .toList();
        var body = "{\"queueDatas\":" + queues + "}";
        var fields = signed("pay", "pay-secret", TOPIC, body.getBytes(UTF_8));
        ByteBuf bytes = Unpooled.copiedBuffer(body, UTF_8);
        var verdict = enforcing.judge(
                RequestCode.REGISTER_TOPIC, Header.request(RequestCode.REGISTER_TOPIC, 1, fields), bytes, ANYWHERE);
        assertThat(bytes.readableBytes()).as("what is left for the handler").isEqualTo(body.length());
        return verdict;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "OFF,     127.0.0.1,   -,        true",
                "OFF,     ::1,         -,        true",
                "OFF,     203.0.113.9, -,        false",
                "OFF,     10.99.0.1,   -,        false",
                "OFF,     203.0.113.9, shop,     false",
                "OFF,     203.0.113.9, operator, true",
                "AUDIT,   127.0.0.1,   -,        true",
                "AUDIT,   203.0.113.9, -,        false",
                "AUDIT,   10.99.0.1,   -,        false",
                "AUDIT,   203.0.113.9, operator, true",
                "ENFORCE, 127.0.0.1,   -,        false",
                "ENFORCE, 10.99.0.1,   -,        false",
                "ENFORCE, 127.0.0.1,   shop,     false",
                "ENFORCE, 127.0.0.1,   operator, true",
                "ENFORCE, 203.0.113.9, operator, true"
            })
    void theConfigurationIsChangedFromHereOrByAnAdminOnly(
            AccessMode mode, String from, String accessKey, boolean granted) {
        var access = new AccessControl(mode, () -> accounts, scopes);
        var fields = accessKey == null ? ExtFields.EMPTY : by(accessKey, Map.of());

        var verdict = ask(access, FakePeer.at(from), RequestCode.UPDATE_CONFIG, fields);

        assertThat(verdict.refusal().isEmpty()).as("%s", verdict).isEqualTo(granted);
    }

    @Test
    void anAuditGrantsAndCounts() {
        var auditing = new AccessControl(AccessMode.AUDIT, () -> accounts, scopes);

        assertThat(ask(auditing, ANYWHERE, RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)))
                .isEqualTo(new Verdict(Optional.empty(), Optional.empty()));
        assertThat(ask(auditing, ANYWHERE, RequestCode.DELETE_TOPIC, by("shop", TOPIC)))
                .isEqualTo(new Verdict(Optional.of("shop"), Optional.empty()));

        assertThat(auditing.refusals())
                .containsEntry(AccessRefusal.NOT_SIGNED, 1L)
                .containsEntry(AccessRefusal.ROLE, 1L);
    }

    @Test
    void withoutAccountsOnlyTheConfigurationIsGuarded() {
        var off = AccessControl.off(registry);

        assertThat(RequestCode.values()).filteredOn(off::guards).containsExactly(RequestCode.UPDATE_CONFIG);
    }
}
