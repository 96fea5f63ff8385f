package io.lodestar.testkit;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.route.RouteClient;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test, or a class of tests, was given beside its name server. Confined to the thread that prepares it. */
final class Props implements AutoCloseable {
    private final String owner;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private int brokers;

    Props(String owner) {
        this.owner = owner;
    }

    boolean belongsTo(ExtensionContext context) {
        return context.getUniqueId().equals(owner);
    }

    FakeBroker broker(String nameServer) {
        brokers++;
        var broker = FakeBroker.start(nameServer, "broker-" + brokers);
        closing.push(broker::close);
        return broker;
    }

    RouteClient routeClient(String nameServer) {
        var client = RouteClient.open(ClientSettings.of(nameServer));
        closing.push(client::close);
        return client;
    }

    /** Closes it all, the youngest first. */
    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
