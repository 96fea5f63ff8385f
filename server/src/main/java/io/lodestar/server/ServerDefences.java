package io.lodestar.server;

import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.config.Settings;
import io.lodestar.transport.ConnectionRefusal;
import io.lodestar.transport.Defences;
import io.lodestar.transport.ListenerLimits;
import io.lodestar.transport.MemoryBudget;
import io.lodestar.transport.Refusals;
import io.lodestar.transport.tls.TlsServer;

/** What the settings put between the server and its peers. */
final class ServerDefences {
    private ServerDefences() {}

    static Defences of(Settings settings, TlsServer tls) {
        var limits = new ListenerLimits(
                settings.get(LimitKeys.PROXY_PROTOCOL_SOURCES),
                settings.get(LimitKeys.CONNECTIONS_MAX),
                settings.get(LimitKeys.CONNECTIONS_PER_SOURCE_MAX),
                settings.get(LimitKeys.SLOW_SENDER_SECONDS),
                settings.get(LimitKeys.SLOW_READER_SECONDS));
        int budgetBytes = settings.get(LimitKeys.UNFINISHED_FRAMES_MAX_BYTES);
        return new Defences(
                limits,
                new MemoryBudget(budgetBytes == 0 ? Defences.usualBudgetBytes() : budgetBytes),
                new Refusals<>(ConnectionRefusal.class, System::nanoTime),
                tls);
    }
}
