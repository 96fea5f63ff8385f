package io.lodestar.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Unmodified clients, and a broker, are told no name server: they ask this server's address service for it. */
@ExtendWith(OnStage.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AddressServiceIT {
    private static final int HTTP = 5;
    private static final int MESSAGES = 10;
    private static final String NO_NAME_SERVER = "";

    private final Scene scene;
    private final String addressService;

    AddressServiceIT(Scene scene) {
        this.scene = scene;
        var ports = PortBlock.claim();
        this.addressService = "127.0.0.1:" + ports.port(HTTP);
        var server = scene.nameServer(
                NameServerProgram.underTest(), ports, Map.of("httpPort", Integer.toString(ports.port(HTTP))));
        scene.broker(BrokerSettings.master(Release.V5_5_0, "found-by-address", NO_NAME_SERVER)
                        .with("fetchNamesrvAddrByAddressServer", "true")
                        .with("rmqAddressServerDomain", addressService)
                        .with("rmqAddressServerSubGroup", "nsaddr4broker")
                        .with("autoCreateTopicEnable", "true"))
                .awaitRegistration(server);
    }

    @ParameterizedTest
    @EnumSource(
            value = Release.class,
            names = {"V5_5_0", "V4_9_7"})
    void aClientThatKnowsNoNameServerFindsOneAndSendsAndReceives(Release release) {
        var topic = "by-address-" + release.name();
        var client = scene.client(release, NO_NAME_SERVER, Map.of("rocketmq.namesrv.domain", addressService));

        var sent = client.send(topic, MESSAGES, "message");
        var received = client.receive(topic, "readers", MESSAGES);

        assertThat(sent).hasSize(MESSAGES);
        assertThat(received.stream().map(ApacheClient.Message::body).collect(Collectors.toSet()))
                .hasSize(MESSAGES);
    }
}
