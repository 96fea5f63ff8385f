package io.lodestar.server;

import io.lodestar.protocol.ExtFields;
import io.lodestar.protocol.Frame;
import io.lodestar.protocol.Header;
import io.lodestar.protocol.HeaderEncoding;
import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.header.NotifyMinBrokerIdChange;
import io.lodestar.registry.MinBrokerIdChange;
import io.lodestar.transport.ClientConnection;
import io.lodestar.transport.Dialer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells brokers that the smallest id of their group changed (protocol 3.14): one try for each broker, since brokers also find out by
 * themselves within a second. Waits for nothing but the look-up of a host name, where a broker's address is one. Thread-safe.
 */
final class BrokerNotifier implements Consumer<MinBrokerIdChange> {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNotifier.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    private final Dialer dialer;

    BrokerNotifier(Dialer dialer) {
        this.dialer = dialer;
    }

    @Override
    public void accept(MinBrokerIdChange change) {
        var fields = fields(change);
        change.receivers().forEach(receiver -> tell(receiver, fields));
    }

    private static ExtFields fields(MinBrokerIdChange change) {
        var smallest = change.smallest();
        var haAddress = change.offlineAddress().isPresent()
                ? Optional.<String>empty()
                : Optional.of(smallest.haAddress()).filter(address -> !address.isEmpty());
        return new NotifyMinBrokerIdChange(
                        Optional.of(smallest.brokerId()),
                        Optional.of(smallest.address()),
                        change.offlineAddress(),
                        haAddress)
                .toFields();
    }

    private void tell(String receiver, ExtFields fields) {
        var unused = connect(receiver)
                .thenCompose(connection ->
                        connection.oneWay(notification(fields)).whenComplete((sent, failure) -> connection.close()))
                .exceptionally(failure -> {
                    LOG.warn("{} was not told of its group's smallest broker id: {}", receiver, failure.getMessage());
                    return null;
                });
    }

    private CompletableFuture<ClientConnection> connect(String receiver) {
        try {
            return dialer.connect(receiver, CONNECT_LIMIT);
        } catch (IllegalArgumentException noAddress) {
            return CompletableFuture.failedFuture(noAddress); // brokers say their address themselves, whatever it is
        }
    }

    private static Frame notification(ExtFields fields) {
        return Frame.of(HeaderEncoding.JSON, Header.oneWay(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, 0, fields));
    }
}
