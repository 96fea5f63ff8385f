package io.lodestar.testkit;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.remote.Answer;
import io.lodestar.client.remote.Remote;
import io.lodestar.client.remote.Request;
import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.body.RouteBody;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a name server answers. */
final class Asked {
    private Asked() {}

    static Answer ask(String nameServer, RequestCode code, Map<String, String> fields) {
        try (var remote = Remote.open(ClientSettings.of(nameServer))) {
            return remote.ask(nameServer, Request.of(code, ExtFields.of(fields)))
                    .join();
        }
    }

    /** The brokers of a topic; empty when it has no route. */
    static Optional<Set<String>> brokersOf(String nameServer, String topic) {
        var answer = ask(nameServer, RequestCode.GET_ROUTE_INFO, Map.of("topic", topic));
        return answer.code() == 0
                ? Optional.of(RouteBody.read(answer.body()).brokers().stream()
                        .map(broker -> broker.brokerName())
                        .collect(Collectors.toSet()))
                : Optional.empty();
    }
}
