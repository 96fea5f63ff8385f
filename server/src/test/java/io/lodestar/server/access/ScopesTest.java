package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.BodyLimits;
import io.lodestar.registry.ActingMaster;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Content;
import io.lodestar.registry.Registration;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request is about, and whether that is within a scope. */
class ScopesTest {
    private final Registry registry = new Registry(Ticker.system());
    private final Scopes scopes = new Scopes(registry, BodyLimits.DEFAULT);

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

    private Optional<String> beyond(Scope scope, RequestCode code, String name, String address) {
        var fields = Map.of("clusterName", "Pay", "brokerName", name, "brokerAddr", address, "brokerId", "0");
        return scopes.beyond(scope, code, ExtFields.of(fields), Unpooled.EMPTY_BUFFER);
    }

    /** At its own address the registry would let it move (decision 7), and send away the true one as too late. */
    @ParameterizedTest
    @EnumSource(names = {"REGISTER_BROKER", "UNREGISTER_BROKER", "BROKER_HEARTBEAT", "QUERY_DATA_VERSION"})
    void aBrokerIsNotTakenAwayToAnotherCluster(RequestCode code) {
        var payOnly = new Scope(List.of(new Glob("Pay")), List.of());
        register("Shop", "till", "victim:1");
        register("Pay", "purse", "own:1");

        assertThat(beyond(payOnly, code, "till", "victim:1")).contains("broker 'till' of cluster 'Shop'");
        assertThat(beyond(payOnly, code, "purse", "own:1")).isEmpty();
        assertThat(beyond(payOnly, code, "newcomer", "new:1")).isEmpty();
        assertThat(beyond(Scope.ALL, code, "till", "victim:1")).isEmpty();
    }
}
