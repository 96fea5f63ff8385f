package io.lodestar.server.web;

import io.lodestar.protocol.json.JsonDialect;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.access.AccessControl;
import io.lodestar.server.access.Audit;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.insight.Insight;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.metrics.Observed;
import io.lodestar.server.peers.Peers;
import io.lodestar.server.store.DrainStore;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.watch.RouteWatch;
import io.lodestar.transport.tls.TlsServer;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the pages are made of.
 *
 * @param access decides who may do what
 * @param audit hears of each change, and of what was refused
 * @param insight composes what is told
 * @param peers knows the other name servers
 * @param tls encrypts connections that come in
 * @param address where the name server itself listens
 * @param observed what there is to measure
 * @param routes answers for routes as clients are answered
 */
public record Sources(
        Registry registry,
        KvStore kv,
        DrainStore drains,
        Configuration configuration,
        Journal journal,
        RouteWatch watch,
        AccessControl access,
        Audit audit,
        Insight insight,
        Peers peers,
        Ticker ticker,
        Clock clock,
        TlsServer tls,
        InetSocketAddress address,
        Observed observed,
        BiFunction<String, JsonDialect, Optional<byte[]>> routes) {}
