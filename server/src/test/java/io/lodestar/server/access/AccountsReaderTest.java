package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts files: RocketMQ's own, those that say more, and those that are wrong. */
class AccountsReaderTest {
    private static final String PLAIN_ACL = """
            # the file that RocketMQ 4.x ships, with values of another type than they look
            globalWhiteRemoteAddresses:
              - 10.10.103.*
              - 192.168.0.*

            accounts:
              - accessKey: RocketMQ
                secretKey: 012345678
                whiteRemoteAddress:
                admin: false
                defaultTopicPerm: DENY
                defaultGroupPerm: SUB
                topicPerms:
                  - topicA=DENY
                  - topicB=PUB|SUB
                groupPerms:
                  # the group should convert to retry topic
                  - groupA=DENY

              - accessKey: 12345678
                secretKey: 0x1F
                whiteRemoteAddress: 192.168.1.*
                # if it is admin, it could access all resources
                admin: true
            """;

    private static Accounts read(String text) throws AccountsException {
        return new AccountsReader("accounts.yml").read(text);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void theFileOfABrokerIsTakenAsItIs() throws Exception {
        var accounts = read(PLAIN_ACL);

        var client = accounts.ofAccessKey("RocketMQ").orElseThrow();
        assertThat(client.roles()).containsExactly(Role.CLIENT);
        assertThat(client.trusted().isEmpty()).isTrue();
        var admin = accounts.ofAccessKey("12345678").orElseThrow();
        assertThat(admin.roles()).isEqualTo(Set.of(Role.values()));
        assertThat(admin.trusted().contain(address("192.168.1.9"))).isTrue();
        assertThat(accounts.ofAddress(address("10.10.103.7")))
                .singleElement()
                .satisfies(everybody -> assertThat(everybody.roles()).isEqualTo(Set.of(Role.values())));
        assertThat(accounts.ofAddress(address("10.10.104.7"))).isEmpty();
    }

    @Test
    void anAccountMaySayMore() throws Exception {
        var accounts = read("""
                accounts:
                  - name: payment brokers
                    accessKey: payment
                    secretKey: "s"
                    roles: [broker, client]
                    clusters: Payment
                    brokers: [pay-*, pay?]
                    sources: [10.1.0.0/16, "fd00::/8"]
                    certificates:
                      - "cn=Pay,  O=Example"
                  - name: old brokers
                    roles: broker
                    sources: 10.2.0.0/16
                """);

        var payment = accounts.ofAccessKey("payment").orElseThrow();
        assertThat(payment.name()).isEqualTo("payment brokers");
        assertThat(payment.roles()).containsExactlyInAnyOrder(Role.BROKER, Role.CLIENT);
        assertThat(payment.scope().hasCluster("Payment")).isTrue();
        assertThat(payment.scope().hasCluster("Other")).isFalse();
        assertThat(payment.scope().hasBroker("pay-1")).isTrue();
        assertThat(payment.scope().hasBroker("pray")).isFalse();
        assertThat(payment.mayComeFrom(Optional.of(address("fd00::1")))).isTrue();
        assertThat(payment.mayComeFrom(Optional.of(address("10.2.0.1")))).isFalse();
        assertThat(accounts.ofSubject("CN=Pay,O=Example")).contains(payment);
        assertThat(accounts.ofAddress(address("10.1.0.1")))
                .as("known by its key")
                .isEmpty();
        assertThat(accounts.ofAddress(address("10.2.0.1")))
                .extracting(Account::name)
                .containsExactly("old brokers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "accounts:\\n- accessKey: a| :2: accessKey and secretKey go together",
                "accounts:\\n- name: a| :2: nothing can prove to be this account",
                "accounts:\\n- name: a\\n  sources:| :3: 'sources' has no value",
                "accounts:\\n- accessKey: a\\n  secretKey: TOP\\n  sources: ','| :4: 'sources' names no address",
                "accounts:\\n- sources: 10.0.0.0/8| :2: an account without accessKey needs a name",
                "accounts:\\n- name: a\\n  sources: 10.0.0.0/99| :3: the length of the prefix in '10.0.0.0/99'",
                "accounts:\\n- name: a\\n  source: 10.0.0.0/8| :3: nothing here is called 'source'; correct or remove it",
                "account:\\n- name: a| :1: nothing here is called 'account'",
                "accounts:\\n- {accessKey: a, secretKey: TOP}\\n- {name: b, accessKey: a, secretKey: TOP}| :3: another account has this accessKey",
                "accounts:\\n- {accessKey: a, secretKey: TOP}\\n- {name: a, accessKey: b, secretKey: TOP}| :3: there is another account 'a'",
                "accounts:\\n- {accessKey: a, secretKey: TOP, roles: [root]}| :2: 'root' is no role; take broker, client or admin",
                "accounts:\\n- {accessKey: a, secretKey: TOP, roles: []}| :2: 'roles' has no value",
                "accounts:\\n- {accessKey: a, secretKey: TOP, brokers: ''}| :2: 'brokers' has no value",
                "accounts:\\n- {accessKey: a, secretKey: TOP, admin: true, roles: client}| :2: admin: true and roles without admin",
                "accounts:\\n- {accessKey: a, secretKey: TOP, admin: maybe}| :2: 'maybe' must be true or false",
                "accounts:\\n- {accessKey: a, secretKey: [TOP]}| :2: a single text is expected here",
                "accounts:\\n- {accessKey: a, secretKey: TOP, certificates: nobody}| :2: 'nobody' is no subject of a certificate",
                "accounts:\\n- accessKey: a\\n  secretKey: TOP\\n  secretKey: TOP| :4: 'secretKey' is here twice",
                "accounts:\\n- &x {accessKey: a, secretKey: TOP}\\n- *x| :3: an alias (*) is not taken here",
                "accounts:\\n- accessKey: [TOP| :2: this is no YAML",
                "accounts: !!javax.script.ScriptEngineManager [x]| :1: lines of the form 'name: value' are expected here",
                "accounts:| there are no accounts in it",
                "text| :1: lines of the form 'name: value' are expected here",
                "#| there are no accounts in it"
            })
    void whatIsWrongIsToldWithItsLineAndWithoutSecrets(String text, String problem) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(AccountsException.class)
                .hasMessageStartingWith("accounts.yml")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("TOP");
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> read("[".repeat(100_000)))
                .isInstanceOf(AccountsException.class)
                .hasMessageContaining("more than 16 levels");
        assertThatThrownBy(() -> read("accounts: " + "x".repeat(2 << 20)))
                .isInstanceOf(AccountsException.class)
                .hasMessageContaining("accounts.yml");
    }

    @Test
    void nothingThatIsPrintedShowsASecret() throws Exception {
        var account = read("accounts:\n- {accessKey: a, secretKey: TOP}")
                .ofAccessKey("a")
                .orElseThrow();

        assertThat(account.toString() + account.credential()).doesNotContain("TOP");
    }
}
