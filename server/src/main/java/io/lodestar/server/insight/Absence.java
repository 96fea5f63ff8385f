package io.lodestar.server.insight;

import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.journal.Fates;
import java.time.Duration;
import java.util.Optional;

/** Why a topic has no route. Answers from memory: clients ask again and again for what is not there. */
public final class Absence {
    /** Every broker reports at least this often. */
    private static final Duration REPORTING = Duration.ofSeconds(60);

    private final Registry registry;
    private final Fates fates;
    private final Ticker ticker;
    private final long startedAtNanos;

    /** Creates what knows it from now on: what the brokers of a server that just started have not said yet is no sign. */
    public Absence(Registry registry, Fates fates, Ticker ticker) {
        this.registry = registry;
        this.fates = fates;
        this.ticker = ticker;
        this.startedAtNanos = ticker.nanos();
    }

    /** Returns the reason on a line of its own, to follow other words; empty if there is nothing to say. */
    public String reason(String topic) {
        return clause(topic).map(clause -> "\nReason: " + clause + ".").orElse("");
    }

    /** Returns the reason as a clause without a full stop; empty if there is nothing to say. */
    public Optional<String> clause(String topic) {
        return fates.of(topic).or(this::starting).or(() -> fates.absence(topic));
    }

    private Optional<String> starting() {
        var uptime = Duration.ofNanos(ticker.nanos() - startedAtNanos);
        return registry.isWarming() || uptime.compareTo(REPORTING) < 0
                ? Optional.of(
                        "the name server started " + uptime.toSeconds() + " s ago and brokers are still reporting")
                : Optional.empty();
    }
}
