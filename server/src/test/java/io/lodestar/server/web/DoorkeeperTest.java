package io.lodestar.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.Access;
import io.lodestar.server.access.AccountsException;
import io.lodestar.server.access.Audit;
import io.lodestar.server.access.WebAccess;
import io.lodestar.server.config.AccessKeys;
import io.lodestar.server.config.AccessMode;
import io.lodestar.server.config.Settings;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.journal.Entry;
import io.lodestar.server.journal.Event;
import io.lodestar.server.journal.EventKind;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.journal.Query;
import io.lodestar.transport.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read and who may change what by HTTP, and what browsers are kept from doing for others. */
class DoorkeeperTest {
    private static final String ACCOUNTS = """
            accounts:
              - {accessKey: operator, secretKey: op-secret, roles: admin}
              - {accessKey: shop, secretKey: shop-secret, roles: client}
              - {accessKey: region, secretKey: region-secret, roles: admin, brokers: pay-*}
              - {accessKey: office, secretKey: office-secret, roles: admin, sources: 10.5.0.0/16}
              - {name: robot, roles: admin, certificates: "CN=robot,O=Example"}
              - {name: monitoring, roles: admin, sources: 10.8.0.0/16}
            """;
    private static final String AFAR = "203.0.113.9";

    @TempDir
    private Path folder;

    private Set<String> hostNames = Set.of();
    private boolean loopbackIsOpen = true;
    private boolean leaving;
    private final Journal journal = Journal.inMemory(Clock.systemUTC());

    @AfterEach
    void close() {
        journal.close();
    }

    private Doorkeeper door(AccessMode mode) {
        return door(mode, TlsMode.PERMISSIVE, true);
    }

    private Doorkeeper door(AccessMode mode, TlsMode tls, boolean accounts) {
        try {
            var settings = Settings.inMemory().with(AccessKeys.ACCESS_CONTROL, mode);
            if (accounts) {
                settings = settings.with(
                        AccessKeys.ACCOUNTS_FILE, Files.writeString(folder.resolve("accounts.yml"), ACCOUNTS));
            }
            try (var access = Access.open(settings, new Registry(Ticker.system()))) {
                return new Doorkeeper(
                        new WebAccess(access.control()),
                        new Audit(journal, Ticker.system()),
                        new Doorkeeper.Rules(tls, hostNames, loopbackIsOpen, () -> leaving));
            }
        } catch (IOException | AccountsException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int read(Doorkeeper door, Asking asking) {
        return read(door, RequestCode.GET_BROKER_STATES, asking);
    }

    private static int read(Doorkeeper door, RequestCode code, Asking asking) {
        try {
            return door.reading(code, request -> Reply.text(200, "read"))
                    .reply(asking.request())
                    .status();
        } catch (Problem problem) {
            return problem.status();
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private static Reply change(Doorkeeper door, Asking asking) {
        return change(door, asking, "pay-1");
    }

    private static Reply change(Doorkeeper door, Asking asking, String broker) {
        try {
            return door.changing(
                            RequestCode.WIPE_WRITE_PERMISSION,
                            request -> ExtFields.of(Map.of("brokerName", broker)),
                            (request, changed) -> {
                                changed.run();
                                return Reply.text(200, "changed");
                            })
                    .reply(asking.request());
        } catch (Problem problem) {
            return problem.reply();
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    private List<Event> recorded() {
        return journal.read(Query.newest(100)).stream().map(Entry::event).toList();
    }

    @Test
    void withoutAccessControlAnybodyReads() {
        assertThat(read(door(AccessMode.OFF), Asking.get().from(AFAR))).isEqualTo(200);
    }

    @Test
    void whoIsOnThisMachineReadsInAnyModeAsLongAsThatIsBeyondDoubt() {
        var door = door(AccessMode.ENFORCE);

        assertThat(read(door, Asking.get())).isEqualTo(200);
        assertThat(read(door, Asking.get().with("host", "[::1]:19876"))).isEqualTo(200);
        assertThat(read(door, Asking.get().with("host", "127.0.0.1"))).isEqualTo(200);
        assertThat(read(door, Asking.get().from(AFAR))).isEqualTo(401);
        assertThat(read(door, Asking.get().with("host", "rebound.example:19876")))
                .as("a name that a page had stand for this machine")
                .isEqualTo(421);
        for (var mark : List.of("x-forwarded-for", "x-forwarded-server", "forwarded", "via", "x-real-ip")) {
            assertThat(read(door, Asking.get().with(mark, "for=203.0.113.9")))
                    .as("behind a proxy that adds %s", mark)
                    .isEqualTo(401);
        }
    }

    @Test
    void aPageThatHasItsNameStandForThisServerReadsNothingInAnyMode() {
        var rebound = Asking.get().with("host", "rebound.example:19876");

        assertThat(read(door(AccessMode.OFF), rebound)).isEqualTo(421);
        assertThat(read(door(AccessMode.OFF), rebound.with("x-real-ip", "1")))
                .as("a page can add marks of proxies")
                .isEqualTo(421);
        assertThat(change(
                                door(AccessMode.OFF),
                                Asking.put().as("operator", "op-secret").with("host", "rebound.example"))
                        .status())
                .isEqualTo(421);
        assertThat(read(door(AccessMode.OFF), rebound.from(AFAR)))
                .as("from another machine, where names are not configured")
                .isEqualTo(200);

        hostNames = Set.of("names.example");
        assertThat(read(door(AccessMode.OFF), rebound.from(AFAR))).isEqualTo(421);
        assertThat(read(door(AccessMode.OFF), rebound.from(AFAR).with("host", "Names.example:19876")))
                .isEqualTo(200);
        assertThat(read(door(AccessMode.OFF), rebound.from(AFAR).with("host", "10.0.0.5:19876")))
                .isEqualTo(200);
    }

    @Test
    void behindAProxyThatLeavesNoMarkNobodyNeedBeLocal() {
        loopbackIsOpen = false;

        assertThat(read(door(AccessMode.ENFORCE), Asking.get())).isEqualTo(401);
        assertThat(read(door(AccessMode.ENFORCE), Asking.get().as("operator", "op-secret")))
                .isEqualTo(200);
    }

    @Test
    void aServerThatShutsDownChangesNothingAnyMore() {
        var door = door(AccessMode.OFF);
        leaving = true;

        assertThat(change(door, Asking.put().as("operator", "op-secret")).status())
                .isEqualTo(503);
        assertThat(read(door, Asking.get())).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "operator, op-secret, GET_BROKER_STATES, 200",
        "operator, wrong, GET_BROKER_STATES, 401",
        "operator, '', GET_BROKER_STATES, 401",
        "nobody, op-secret, GET_BROKER_STATES, 401",
        "shop, shop-secret, GET_BROKER_STATES, 403",
        "shop, shop-secret, GET_ROUTE_INFO, 200",
        "office, office-secret, GET_BROKER_STATES, 403"
    })
    void fromAfarAnAccountReadsWhatItsRoleReads(String key, String secret, RequestCode code, int status) {
        var asking = Asking.get().from(AFAR).as(key, secret);

        assertThat(read(door(AccessMode.ENFORCE), code, asking)).isEqualTo(status);
    }

    @Test
    void anAccountIsAlsoKnownByItsCertificateOrBySource() {
        var door = door(AccessMode.ENFORCE);

        assertThat(read(door, Asking.get().from(AFAR).proving("CN=robot,O=Example")))
                .isEqualTo(200);
        assertThat(read(door, Asking.get().from(AFAR).proving("CN=other"))).isEqualTo(401);
        assertThat(read(door, Asking.get().from("10.8.0.1"))).isEqualTo(200);
    }

    @Test
    void anAuditGrantsAndAsksNobody() {
        assertThat(read(door(AccessMode.AUDIT), Asking.get().from(AFAR))).isEqualTo(200);
        assertThat(read(door(AccessMode.AUDIT), Asking.get().from(AFAR).as("operator", "wrong")))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(AccessMode.class)
    void aChangeNeedsAnAdminInEveryModeAndFromEverywhere(AccessMode mode) {
        var door = door(mode);

        assertThat(change(door, Asking.put()).status()).isEqualTo(401);
        assertThat(change(door, Asking.put().from("10.8.0.1")).status())
                .as("where an account is known by its source alone")
                .isEqualTo(401);
        assertThat(change(door, Asking.put().as("shop", "shop-secret")).status())
                .isEqualTo(403);
        assertThat(change(door, Asking.put().as("region", "region-secret"), "web-1")
                        .status())
                .isEqualTo(403);
        assertThat(change(door, Asking.put().as("operator", "op-secret")).status())
                .isEqualTo(200);
        assertThat(change(door, Asking.put().as("region", "region-secret")).status())
                .isEqualTo(200);
        assertThat(change(door, Asking.put().from(AFAR).proving("CN=robot,O=Example"))
                        .status())
                .isEqualTo(200);
        await("the record of what was granted")
                .untilAsserted(() -> assertThat(recorded())
                        .filteredOn(event -> event.kind() == EventKind.REQUEST_GRANTED)
                        .extracting(event -> event.account().orElse("nobody"))
                        .containsExactlyInAnyOrder("operator", "region", "robot"));
        assertThat(recorded())
                .filteredOn(event -> event.kind() == EventKind.REQUEST_REFUSED)
                .isNotEmpty();
    }

    @Test
    void withoutAccountsAChangeIsRefusedWithWhatToDo() {
        var refusal = change(
                door(AccessMode.OFF, TlsMode.DISABLED, false), Asking.put().as("operator", "op-secret"));

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(door(AccessMode.OFF, TlsMode.DISABLED, false)
                        .you(Asking.get().request())
                        .whyNoChange())
                .hasValueSatisfying(why -> assertThat(why).contains("accountsFile"));
    }

    @ParameterizedTest
    @CsvSource({
        "sec-fetch-site, cross-site, 403",
        "sec-fetch-site, same-site, 403",
        "sec-fetch-site, same-origin, 200",
        "origin, http://evil.example, 403",
        "origin, null, 403",
        "origin, http://LOCALHOST:19876, 200",
        "content-type, text/plain, 415",
        "content-type, application/x-www-form-urlencoded, 415",
        "content-type, application/json;charset=utf-8, 200"
    })
    void aPageOfAnotherSiteChangesNothingThoughTheBrowserKnowsTheKeys(String header, String value, int status) {
        var asking = Asking.put().as("operator", "op-secret").with(header, value);

        assertThat(change(door(AccessMode.ENFORCE), asking).status()).isEqualTo(status);
    }

    @Test
    void whereEncryptionIsEnforcedNothingElseIsToldInPlainText() {
        var door = door(AccessMode.OFF, TlsMode.ENFORCING, true);

        assertThat(read(door, Asking.get())).isEqualTo(421);
        assertThat(change(door, Asking.put().as("operator", "op-secret")).status())
                .isEqualTo(421);
        assertThat(read(door, Asking.get().overTls())).isEqualTo(200);
    }

    @Test
    void aBrowserIsAskedForKeysUnlessThePageAsksItself() throws IOException {
        var handler = door(AccessMode.ENFORCE).reading(RequestCode.GET_EVENTS, request -> Reply.text(200, "read"));

        assertThat(handler.reply(Asking.get().from(AFAR).request()).header("www-authenticate"))
                .isPresent();
        assertThat(handler.reply(Asking.get()
                                .from(AFAR)
                                .with("x-requested-with", "lodestar-console")
                                .request())
                        .header("www-authenticate"))
                .isEmpty();
    }

    @Test
    void whatIsNoKeyIsSaidToBeNone() {
        var door = door(AccessMode.ENFORCE);

        assertThatThrownBy(() ->
                        door.you(Asking.get().with("authorization", "Basic %%%").request()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Authorization");
        assertThat(door.you(Asking.get().as("operator", "op-secret").request()).account())
                .contains("operator");
        assertThat(door.you(Asking.get().as("operator", "op-secret").request()).whyNoChange())
                .isEmpty();
    }
}
