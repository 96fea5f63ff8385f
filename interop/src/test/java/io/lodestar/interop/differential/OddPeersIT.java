package io.lodestar.interop.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.interop.NameServerProcess;
import io.lodestar.interop.NameServerProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Apache's name server and ours mean to do differently when a peer does what honest peers do not. The random sequences
 * leave these out: they would put the two servers into different states, some of Apache's beyond repair.
 */
class OddPeersIT {
    private static final int UNREGISTER_BROKER = 104;
    private static final int ROUTE = 105;
    private static final int CLUSTER_INFO = 106;
    private static final int UPDATE_CONFIG = 318;
    private static final int GET_CONFIG = 319;
    private static final int QUERY_DATA_VERSION = 322;
    private static final int SUCCESS = 0;
    private static final int SYSTEM_ERROR = 1;

    @TempDir
    private static Path folder;

    private static NameServerProcess apacheProcess;
    private static NameServerProcess ourProcess;
    private static Server apache;
    private static Server ours;

    @BeforeAll
    static void startBoth() {
        apacheProcess = NameServerProcess.start(NameServerProgram.APACHE, folder.resolve("apache"), Map.of());
        ourProcess = NameServerProcess.start(NameServerProgram.LODESTAR, folder.resolve("ours"), Map.of());
        apache = new Server("Apache's name server", apacheProcess.port());
        ours = new Server("our name server", ourProcess.port());
    }

    @AfterAll
    static void stopBoth() {
        ours.close();
        apache.close();
        ourProcess.close();
        apacheProcess.close();
    }

    /** Section 11, #11: Apache believes the version, we believe the content. */
    @Test
    void changedTopicsAreTakenUnderAnUnchangedVersion() {
        for (Server server : List.of(apache, ours)) {
            server.ask("broker", registration("liar", 4));
            server.ask("broker", registration("liar", 8));
        }

        assertThat(route(apache, "liar")).contains("\"writeQueueNums\":4");
        assertThat(route(ours, "liar")).contains("\"writeQueueNums\":8");
    }

    /** Section 11, #20: 5.x brokers compress the body and forget to say so. */
    @Test
    void aCompressedBodyIsReadEvenIfTheHeaderDeniesIt() {
        Request request = registration("zip", 4, Registration.Form.COMPRESSED).with("compressed", "false");

        assertThat(apache.ask("broker", request).code()).isEqualTo(SYSTEM_ERROR);
        assertThat(ours.ask("broker", request).code()).isEqualTo(SUCCESS);
        assertThat(route(ours, "zip")).contains("\"writeQueueNums\":4");
    }

    /** Section 11, #31: Apache fails on the index. */
    @Test
    void aReleaseBelowZeroCountsAsTheOldest() {
        Request request = registration("negative", 4).withVersion(-1);

        assertThat(apache.ask("broker", request).code()).isEqualTo(SYSTEM_ERROR);
        assertThat(ours.ask("broker", request).code()).isEqualTo(SUCCESS);
    }

    /** Section 11, #2: Apache keeps a broker without name in the cluster for ever. */
    @Test
    void aBrokerWithoutNameIsRefused() {
        Request request = registration("nameless", 4).without("brokerName");

        assertThat(apache.ask("broker", request).code()).isEqualTo(SUCCESS);
        assertThat(body(apache, Request.of(CLUSTER_INFO))).contains("\"nameless-cluster\":[null]");
        assertThat(ours.ask("broker", request).code()).isEqualTo(SYSTEM_ERROR);
        assertThat(body(ours, Request.of(CLUSTER_INFO))).doesNotContain("nameless");
    }

    /** Section 11, #13: Apache forgets the lease but not the routes, which then stay for ever. */
    @Test
    void anUnregistrationWithoutIdIsNotDoneByHalves() {
        for (Server server : List.of(apache, ours)) {
            server.ask("broker", registration("half", 4));

            Answer answer = server.ask(
                    "broker",
                    broker("half").identify(Request.of(UNREGISTER_BROKER)).without("brokerId"));

            assertThat(answer.code()).isEqualTo(SUCCESS);
            Settling.afterUnregistration(server);
            assertThat(route(server, "half")).contains("half-broker");
        }
        assertThat(body(apache, broker("half").identify(Request.of(QUERY_DATA_VERSION))))
                .isEmpty();
        assertThat(body(ours, broker("half").identify(Request.of(QUERY_DATA_VERSION))))
                .isNotEmpty();
    }

    /** Apache takes a trailing blank for a part of the value, so that "true " is false. */
    @Test
    void blanksAroundASettingAreNoPartOfIt() {
        for (Server server : List.of(apache, ours)) {
            server.ask("admin", Request.of(UPDATE_CONFIG).withBody("orderMessageEnable=true "));
        }

        assertThat(body(apache, Request.of(GET_CONFIG))).contains("orderMessageEnable=false");
        assertThat(body(ours, Request.of(GET_CONFIG))).contains("orderMessageEnable=true");
    }

    private static BrokerKey broker(String name) {
        return new BrokerKey(name + "-cluster", name + "-broker", 0, name + ".example:10911");
    }

    private static Request registration(String name, int queues) {
        return registration(name, queues, Registration.Form.JSON);
    }

    private static Request registration(String name, int queues, Registration.Form form) {
        Content content = new Content(
                List.of(new Topic(name, queues, queues, 6, 0, false), new Topic(name + "-2", 1, 1, 6, 0, false)),
                List.of());
        Registration registration = new Registration(
                broker(name),
                new Settings(Optional.of(false), Optional.empty()),
                content,
                Optional.of(List.of()),
                form,
                Flaw.NONE,
                513,
                0,
                false,
                false);
        return RegistrationWriter.request(registration, DataVersion.of(0, 1));
    }

    private static String route(Server server, String topic) {
        return body(server, Request.of(ROUTE, "topic", topic));
    }

    private static String body(Server server, Request request) {
        return new String(server.ask("admin", request).body(), StandardCharsets.UTF_8);
    }
}
