package io.lodestar.server.handler;

import io.lodestar.registry.MinBrokerIdChange;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.Audit;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.peers.Inventory;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.watch.RouteWatch;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What the handlers work with.
 *
 * @param ticker measures how long the server has been up
 * @param clock gives the time of day, for brokers that leave it to the name server
 * @param notifier tells brokers that the smallest id of their group changed; must not block
 * @param journal hears what people ask for, and knows what became of topics
 * @param access decides who may do what
 * @param audit hears of each request that changes something, or would have
 * @param watch tells connections of changed routes
 * @param inventory tells other name servers what this one knows
 */
public record Services(
        Registry registry,
        KvStore kv,
        DrainStore drains,
        Configuration configuration,
        Ticker ticker,
        Clock clock,
        Consumer<MinBrokerIdChange> notifier,
        Journal journal,
        AccessControl access,
        Audit audit,
        RouteWatch watch,
        Inventory inventory) {}
