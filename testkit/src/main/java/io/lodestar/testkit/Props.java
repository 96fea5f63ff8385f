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
        closeLater(broker::close);
        return broker;
    }

    RouteClient routeClient(String nameServer) {
        var client = RouteClient.open(ClientSettings.of(nameServer));
        closeLater(client::close);
        return client;
    }

    /** Has something closed with the rest. */
    void closeLater(Runnable close) {
        closing.push(close);
    }

    /** Closes it all, the youngest first, also when one of them cannot be closed. */
    @Override
    public void close() {
        if (closing.isEmpty()) {
            return;
        }
        try {
            closing.pop().run();
        } finally {
            close();
        }
    }
}
