package io.lodestar.registry;

import static io.lodestar.registry.RegistrationBuilder.master;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.ZIL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** Heartbeats, which take no lock, against all that does (decision 5). Broker a is registered on connection 1. */
final class HeartbeatStress {
    private static final BrokerIdentity BROKER = new BrokerIdentity("cluster", "a", Member.MASTER);
    private static final BrokerAddress ADDRESS = new BrokerAddress("cluster", "a-0:10911");

    private HeartbeatStress() {}

    /** What the tests share; each has one of its own. */
    private abstract static class Scene {
        final ManualTicker ticker = new ManualTicker();
        final Registry registry = new Registry(ticker);

        boolean register(long connection) {
            var broker = master("a").connection(connection).lease(Duration.ofMillis(600));
            return registry.register(broker.build()).either(accepted -> true, refused -> false);
        }

        Optional<Session> heartbeat(long connection) {
            return registry.renew(new BrokerReport(ADDRESS, Optional.of("a"), connection));
        }

        /** Lets the lease run out, less the call that would notice. */
        void passLease() {
            ticker.advance(Registry.TICK);
            registry.expire();
            ticker.advance(Registry.TICK);
        }

        /** Returns whether the broker is there, what holds it, and that all tables agree on that. */
        String fate() {
            RegistryInvariants.check(registry);
            return registry.tables
                    .sessions
                    .find(ADDRESS)
                    .map(session -> "on " + session.connection())
                    .orElse("gone");
        }
    }

    /** A broker that only a snapshot speaks of. */
    private abstract static class WarmScene extends Scene {
        WarmScene() {
            var before = new Registry(ticker);
            before.register(master("a").lease(Duration.ofMillis(600)).build());
            registry.restore(before.snapshot());
        }
    }

    @JCStressTest
    @Outcome(id = "accepted, old, on 2", expect = ACCEPTABLE, desc = "The heartbeat found the session that was.")
    @Outcome(id = "accepted, new, on 2", expect = ACCEPTABLE, desc = "The heartbeat found the session that is.")
    @Outcome(expect = FORBIDDEN, desc = "The heartbeat found none, or the broker is not on its new connection.")
    @State
    public static class HeartbeatWhileItsBrokerRegistersAnew extends Scene {
        private final Optional<Session> old;

        public HeartbeatWhileItsBrokerRegistersAnew() {
            register(1);
            old = registry.tables.sessions.find(ADDRESS);
        }

        @Actor
        public void register(LLL_Result result) {
            result.r1 = register(2) ? "accepted" : "refused";
        }

        @Actor
        public void heartbeat(LLL_Result result) {
            var found = heartbeat(1);
            result.r2 = found.isEmpty() ? "none" : found.equals(old) ? "old" : "new";
        }

        @Arbiter
        public void fate(LLL_Result result) {
            result.r3 = fate();
        }
    }

    @JCStressTest
    @Outcome(
            id = "false, true, on 3",
            expect = ACCEPTABLE,
            desc = "The heartbeat came first: the registration is late.")
    @Outcome(id = "true, true, on 3", expect = ACCEPTABLE, desc = "The heartbeat bound the new session, or handed on.")
    @Outcome(expect = FORBIDDEN, desc = "An older connection took the broker from a newer one.")
    @State
    public static class HeartbeatOnANewerConnectionThanTheRegistration extends Scene {
        public HeartbeatOnANewerConnectionThanTheRegistration() {
            register(1);
        }

        @Actor
        public void register(ZZL_Result result) {
            result.r1 = register(2);
        }

        @Actor
        public void heartbeat(ZZL_Result result) {
            result.r2 = heartbeat(3).isPresent();
        }

        @Arbiter
        public void fate(ZZL_Result result) {
            result.r3 = fate();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0, on 2", expect = ACCEPTABLE, desc = "The heartbeat came first.")
    @Outcome(id = "false, 1, gone", expect = ACCEPTABLE, desc = "The close came first.")
    @Outcome(expect = FORBIDDEN, desc = "A broker that was told it is known is gone, or the other way round.")
    @State
    public static class HeartbeatWhileTheOldConnectionCloses extends Scene {
        public HeartbeatWhileTheOldConnectionCloses() {
            register(1);
        }

        @Actor
        public void heartbeat(ZIL_Result result) {
            result.r1 = heartbeat(2).isPresent();
        }

        @Actor
        public void close(ZIL_Result result) {
            result.r2 = registry.connectionLost(1).sessions().size();
        }

        @Arbiter
        public void fate(ZIL_Result result) {
            result.r3 = fate();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0, on 2", expect = ACCEPTABLE, desc = "The heartbeat came first: the goodbye is overtaken.")
    @Outcome(id = "false, 1, gone", expect = ACCEPTABLE, desc = "The goodbye came first.")
    @Outcome(expect = FORBIDDEN, desc = "A broker that was told it is known is gone, or the other way round.")
    @State
    public static class HeartbeatAfterAGoodbyeOnTheOldConnection extends Scene {
        public HeartbeatAfterAGoodbyeOnTheOldConnection() {
            register(1);
        }

        @Actor
        public void heartbeat(ZIL_Result result) {
            result.r1 = heartbeat(2).isPresent();
        }

        @Actor
        public void goodbye(ZIL_Result result) {
            var departures = registry.unregister(BROKER, ADDRESS.address(), 1);
            result.r2 = departures.overtaken() ? 0 : departures.sessions().size();
        }

        @Arbiter
        public void fate(ZIL_Result result) {
            result.r3 = fate();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0, on 1", expect = ACCEPTABLE, desc = "The heartbeat came first.")
    @Outcome(id = "false, 1, gone", expect = ACCEPTABLE, desc = "The lease ran out first.")
    @Outcome(expect = FORBIDDEN, desc = "A broker that was told it is known is gone, or the other way round.")
    @State
    public static class HeartbeatWhileTheLeaseRunsOut extends Scene {
        public HeartbeatWhileTheLeaseRunsOut() {
            register(1);
            passLease();
        }

        @Actor
        public void heartbeat(ZIL_Result result) {
            result.r1 = heartbeat(1).isPresent();
        }

        @Actor
        public void expire(ZIL_Result result) {
            result.r2 = registry.expire().sessions().size();
        }

        @Arbiter
        public void fate(ZIL_Result result) {
            result.r3 = fate();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Verified once, and found on the newest connection alone.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice, or found where it is not held, or not where it is.")
    @State
    public static class HeartbeatsOnTwoConnectionsOfABrokerFromASnapshot extends WarmScene {
        @Actor
        public void second() {
            heartbeat(2);
        }

        @Actor
        public void third() {
            heartbeat(3);
        }

        @Arbiter
        public void close(III_Result result) {
            RegistryInvariants.check(registry);
            result.r1 = registry.tables.sessions.unverified();
            result.r2 = registry.connectionLost(2).sessions().size();
            result.r3 = registry.connectionLost(3).sessions().size();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0, on 2", expect = ACCEPTABLE, desc = "Verified once.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice, or not at all.")
    @State
    public static class HeartbeatWhileABrokerFromASnapshotRegisters extends WarmScene {
        @Actor
        public void heartbeat(ZIL_Result result) {
            result.r1 = heartbeat(1).isPresent();
        }

        @Actor
        public void register() {
            register(2);
        }

        @Arbiter
        public void count(ZIL_Result result) {
            result.r2 = registry.tables.sessions.unverified();
            result.r3 = fate();
        }
    }

    @JCStressTest
    @Outcome(id = "true, 0, on 2", expect = ACCEPTABLE, desc = "Verified, and told so.")
    @Outcome(id = "false, 0, gone", expect = ACCEPTABLE, desc = "Dropped, and told so.")
    @Outcome(expect = FORBIDDEN, desc = "Counted twice, or not at all.")
    @State
    public static class HeartbeatWhileABrokerFromASnapshotIsDropped extends WarmScene {
        public HeartbeatWhileABrokerFromASnapshotIsDropped() {
            for (int ticks = 0; ticks < 20; ticks++) {
                ticker.advance(Registry.TICK);
                registry.expire();
            }
            ticker.advance(Registry.TICK);
        }

        @Actor
        public void heartbeat(ZIL_Result result) {
            result.r1 = heartbeat(2).isPresent();
        }

        @Actor
        public void expire() {
            registry.expire();
        }

        @Arbiter
        public void count(ZIL_Result result) {
            result.r2 = registry.tables.sessions.unverified();
            result.r3 = fate();
        }
    }
}
