package io.lodestar.server.handler;

import io.lodestar.registry.Departures;
import io.lodestar.registry.MinBrokerIdChange;
import io.lodestar.registry.Registration;
import io.lodestar.registry.RegistrationOutcome;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Keys;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who came and who went: to the log, and to the brokers of a group whose smallest id changed. Thread-safe. */
final class BrokerNews {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNews.class);

    private final Configuration configuration;
    private final Consumer<MinBrokerIdChange> notifier;

    BrokerNews(Configuration configuration, Consumer<MinBrokerIdChange> notifier) {
        this.configuration = configuration;
        this.notifier = notifier;
    }

    void registered(Registration registration, RegistrationOutcome.Accepted outcome) {
        if (outcome.joined()) {
            LOG.info(
                    "{} registered at {} with {} topics, lease {} ms",
                    registration.broker(),
                    registration.address(),
                    registration.content().topics().size(),
                    registration.lease().toMillis());
        }
        outcome.change().ifPresent(this::tell);
    }

    /** A broker said again what it had said before. */
    void renewed(RegistrationOutcome.Accepted outcome) {
        outcome.change().ifPresent(this::tell);
    }

    void refused(Registration registration, RegistrationOutcome.Refused outcome) {
        LOG.warn("{} at {} is refused: {}", registration.broker(), registration.address(), outcome.message());
    }

    void left(Departures departures, String why) {
        departures
                .sessions()
                .forEach(session -> LOG.info("{} at {} left: {}", session.broker(), session.address(), why));
        departures.changes().forEach(this::tell);
    }

    private void tell(MinBrokerIdChange change) {
        if (configuration.current().get(Keys.NOTIFY_MIN_BROKER_ID_CHANGED)) {
            notifier.accept(change);
        }
    }
}
