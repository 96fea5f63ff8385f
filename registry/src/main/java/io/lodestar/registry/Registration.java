package io.lodestar.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * What a broker says about itself and its topics (protocol 3.4).
 *
 * @param haAddress where its slaves fetch from; empty when it does not say
 * @param zone where it stands; empty when it does not say
 * @param lease how long it may be silent before it counts as gone
 * @param connection the connection on which it said so
 * @param fingerprint what {@link Registry#registerAgain} will know it by; empty when it is to be read each time
 */
public record Registration(
        BrokerIdentity broker,
        String address,
        String haAddress,
        String zone,
        ActingMaster actingMaster,
        Duration lease,
        Content content,
        long connection,
        Optional<Fingerprint> fingerprint) {}
