package io.lodestar.server.access;

import static io.lodestar.server.access.Signing.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.LimitExceededException;
import io.lodestar.protocol.NameRule;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.config.AccessMode;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is too much to be verified or read, and what cannot be known. */
class AccessBoundsTest {
    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: operator, secretKey: op-secret, roles: admin}
              - {accessKey: shop, secretKey: shop-secret}
              - {accessKey: inner, secretKey: inner-secret, roles: broker}
              - {accessKey: pay, secretKey: pay-secret, roles: [broker, admin], clusters: Pay*, brokers: pay-*}
              - {name: machine, roles: broker, certificates: "CN=machine,O=Example"}
            """;
    private static final FakePeer ANYWHERE = FakePeer.at("203.0.113.9");
    private static final FakePeer HERE = FakePeer.at("127.0.0.1");
    private static final Map<String, String> TOPIC = Map.of("topic", "T");

    private final Registry registry = new Registry(Ticker.system());
    private final Scopes scopes =
            new Scopes(registry, new BodyLimits(1 << 20, 200, 100, 3, 8, 1_000, new NameRule(100)));
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

    private static void assertGranted(Verdict verdict, String account) {
        assertThat(verdict).isEqualTo(new Verdict(Optional.of(account), Optional.empty()));
    }

    private static void assertRefused(Verdict verdict, String remark) {
        assertThat(verdict.refusal())
                .hasValueSatisfying(said -> assertThat(said).contains(remark));
    }

    @Test
    void fieldsThatNoRequestOfItsKindHasAreNotEvenVerified() {
        var many = new java.util.HashMap<String, String>();
        for (int i = 0; i < 200; i++) {
            many.put("f" + i, "v");
        }
        var value = Map.of("namespace", "n", "key", "k", "value", "v".repeat(500_000));

        assertRefused(ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, by("shop", many)), "a header of 202 fields");
        assertRefused(
                ask(ANYWHERE, RequestCode.GET_ROUTE_INFO, by("shop", Map.of("topic", "T".repeat(500_000)))),
                "a header with 500032 characters");
        assertGranted(ask(ANYWHERE, RequestCode.PUT_KV_CONFIG, by("operator", value)), "operator");
        assertThat(enforcing.refusals()).containsEntry(AccessRefusal.TOO_LONG, 2L);
    }

    @Test
    void aBodyIsReadWithinTheLimitsThatAreSet() {
        var body = "{\"queueDatas\":[{\"brokerName\":\"pay-" + "x".repeat(2_000) + "\"}]}";
        var fields = signed("pay", "pay-secret", TOPIC, body.getBytes(UTF_8));

        assertThatExceptionOfType(LimitExceededException.class)
                .isThrownBy(() -> enforcing.judge(
                        RequestCode.REGISTER_TOPIC,
                        Header.request(RequestCode.REGISTER_TOPIC, 1, fields),
                        Unpooled.copiedBuffer(body, UTF_8),
                        ANYWHERE))
                .withMessageContaining("textMaxLength");
    }

    @Test
    void anAddressThatIsNotResolvedIsInNoRange() throws AccountsException {
        var all = new AccountsReader("accounts.yml").read("""
                accounts:
                  - {name: all, roles: client, sources: [0.0.0.0/0, "::/0"]}
                  - {accessKey: all too, secretKey: s, whiteRemoteAddress: "*"}
                """);
        var access = new AccessControl(AccessMode.ENFORCE, () -> all, scopes);
        var nowhere = new FakePeer(InetSocketAddress.createUnresolved("somewhere", 1), Optional.empty());
        var unsigned = ExtFields.of(Map.of("AccessKey", "all too", "topic", "T"));

        assertRefused(ask(access, nowhere, RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)), "is not signed");
        assertRefused(ask(access, nowhere, RequestCode.GET_ROUTE_INFO, unsigned), "the signature does not match");
        assertGranted(ask(access, HERE, RequestCode.GET_ROUTE_INFO, ExtFields.of(TOPIC)), "all");
    }

    @Test
    void onlyWhoCouldBeABrokerMaySendLongRegistrations() {
        var claim = broker("C", "b", "h:1");
        var known = new java.util.HashMap<>(claim);
        known.put("AccessKey", "inner");
        var client = new java.util.HashMap<>(claim);
        client.put("AccessKey", "shop");

        assertThat(refusalOfLong(enforcing, ANYWHERE, known))
                .as("whose body is not here yet")
                .isEmpty();
        assertThat(refusalOfLong(enforcing, ANYWHERE.with("CN=machine,O=Example"), claim))
                .isEmpty();
        assertThat(refusalOfLong(enforcing, ANYWHERE, client).orElseThrow()).contains("none of the roles [broker]");
        assertThat(refusalOfLong(enforcing, ANYWHERE, claim).orElseThrow()).contains("is not signed");
        assertThat(refusalOfLong(AccessControl.off(registry), ANYWHERE, claim)).isEmpty();
    }

    @Test
    void aBodyThatNoRequestOfItsKindHasIsNotEvenVerified() {
        var fields = signed("shop", "shop-secret", TOPIC, new byte[1 << 20]);

        var verdict = enforcing.judge(
                RequestCode.GET_ROUTE_INFO,
                Header.request(RequestCode.GET_ROUTE_INFO, 1, fields),
                Unpooled.wrappedBuffer(new byte[1 << 20]),
                ANYWHERE);

        assertRefused(verdict, "a body of 1048576 bytes");
    }

    private static Optional<String> refusalOfLong(AccessControl access, FakePeer peer, Map<String, String> fields) {
        return access.refusalOfLong(peer, Header.request(RequestCode.REGISTER_BROKER, 1, ExtFields.of(fields)));
    }
}
