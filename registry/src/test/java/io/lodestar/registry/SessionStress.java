package io.lodestar.registry;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.lodestar.registry.Session.Hold;
import java.time.Duration;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJL_Result;
import org.openjdk.jcstress.infra.results.JZL_Result;
import org.openjdk.jcstress.infra.results.ZZL_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** What becomes of one session when two threads are at it at once (decision 5). It is opened on connection 1, with a lease of 10 ns. */
final class SessionStress {
    private static final BrokerIdentity BROKER = new BrokerIdentity("cluster", "a", Member.MASTER);
    private static final Session.Terms TERMS =
            new Session.Terms(BROKER, "a-0:10911", Duration.ofNanos(10), Optional.empty(), false, 0);
    private static final long ENDED = -1;

    private SessionStress() {}

    private static Session open() {
        return Session.opened(TERMS, 1, 0);
    }

    private static long connection(Optional<Hold> before) {
        return before.map(Hold::connection).orElse(ENDED);
    }

    private static boolean close(Session session, long connection) {
        return session.endIf(held -> held.connection() == connection).isPresent();
    }

    private static String fate(Session session) {
        return (session.hold().ended() ? "ended on " : "open on ") + session.connection();
    }

    @JCStressTest
    @Outcome(
            id = "1, false, open on 2",
            expect = ACCEPTABLE,
            desc = "The report came first: the close is of no concern.")
    @Outcome(id = "-1, true, ended on 1", expect = ACCEPTABLE, desc = "The close came first: the report is too late.")
    @Outcome(expect = FORBIDDEN, desc = "Both won, or neither did.")
    @State
    public static class NewConnectionAgainstCloseOfTheOld {
        private final Session session = open();

        @Actor
        public void report(JZL_Result result) {
            result.r1 = connection(session.renew(2, 0));
        }

        @Actor
        public void close(JZL_Result result) {
            result.r2 = SessionStress.close(session, 1);
        }

        @Arbiter
        public void fate(JZL_Result result) {
            result.r3 = SessionStress.fate(session);
        }
    }

    @JCStressTest
    @Outcome(id = "1, false, open on 1", expect = ACCEPTABLE, desc = "The report came first: the lease is new.")
    @Outcome(id = "-1, true, ended on 1", expect = ACCEPTABLE, desc = "The lease ran out first.")
    @Outcome(expect = FORBIDDEN, desc = "Both won, or neither did.")
    @State
    public static class ReportAgainstExpiry {
        private final Session session = open();

        @Actor
        public void report(JZL_Result result) {
            result.r1 = connection(session.renew(1, 20));
        }

        @Actor
        public void expire(JZL_Result result) {
            result.r2 = session.endIf(held -> session.isOverdue(held, 20)).isPresent();
        }

        @Arbiter
        public void fate(JZL_Result result) {
            result.r3 = SessionStress.fate(session);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 2, open on 3", expect = ACCEPTABLE, desc = "Connection 2 took it from 1, and 3 from 2.")
    @Outcome(id = "3, 1, open on 3", expect = ACCEPTABLE, desc = "Connection 3 took it from 1, and 2 was late.")
    @Outcome(expect = FORBIDDEN, desc = "A report was lost, or the older connection holds the session.")
    @State
    public static class TwoNewConnections {
        private final Session session = open();

        @Actor
        public void second(JJL_Result result) {
            result.r1 = connection(session.renew(2, 0));
        }

        @Actor
        public void third(JJL_Result result) {
            result.r2 = connection(session.renew(3, 0));
        }

        @Arbiter
        public void fate(JJL_Result result) {
            result.r3 = SessionStress.fate(session);
        }
    }

    @JCStressTest
    @Outcome(id = "1, false, open on 3", expect = ACCEPTABLE, desc = "Connection 3 came before 2 had reported.")
    @Outcome(id = "2, false, open on 3", expect = ACCEPTABLE, desc = "Connection 3 came before 2 closed.")
    @Outcome(id = "-1, true, ended on 2", expect = ACCEPTABLE, desc = "Connection 3 came too late.")
    @Outcome(expect = FORBIDDEN, desc = "The older connection took the session from the newer one.")
    @State
    public static class CloseOfTheOlderOfTwoNewConnections {
        private final Session session = open();

        @Actor
        public void newest(JZL_Result result) {
            result.r1 = connection(session.renew(3, 0));
        }

        @Actor
        public void reportAndClose(JZL_Result result) {
            session.renew(2, 0);
            result.r2 = close(session, 2);
        }

        @Arbiter
        public void fate(JZL_Result result) {
            result.r3 = SessionStress.fate(session);
        }
    }

    @JCStressTest
    @Outcome(id = "1, true, ended on 3", expect = ACCEPTABLE, desc = "Connection 2 came before 3 had reported.")
    @Outcome(
            id = "3, true, ended on 3",
            expect = ACCEPTABLE,
            desc = "Connection 2 came before 3 closed, and held nothing.")
    @Outcome(id = "-1, true, ended on 3", expect = ACCEPTABLE, desc = "Connection 2 came too late.")
    @Outcome(expect = FORBIDDEN, desc = "The close of the newest connection was lost.")
    @State
    public static class CloseOfTheNewestConnection {
        private final Session session = open();

        @Actor
        public void older(JZL_Result result) {
            result.r1 = connection(session.renew(2, 0));
        }

        @Actor
        public void reportAndClose(JZL_Result result) {
            session.renew(3, 0);
            result.r2 = close(session, 3);
        }

        @Arbiter
        public void fate(JZL_Result result) {
            result.r3 = SessionStress.fate(session);
        }
    }

    @JCStressTest
    @Outcome(id = "true, false, ended on 1", expect = ACCEPTABLE, desc = "The close ended it.")
    @Outcome(id = "false, true, ended on 1", expect = ACCEPTABLE, desc = "The lease ran out.")
    @Outcome(expect = FORBIDDEN, desc = "Ended twice, or not at all.")
    @State
    public static class CloseAgainstExpiry {
        private final Session session = open();

        @Actor
        public void close(ZZL_Result result) {
            result.r1 = SessionStress.close(session, 1);
        }

        @Actor
        public void expire(ZZL_Result result) {
            result.r2 = session.endIf(held -> session.isOverdue(held, 20)).isPresent();
        }

        @Arbiter
        public void fate(ZZL_Result result) {
            result.r3 = SessionStress.fate(session);
        }
    }

    @JCStressTest
    @Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "Still open.")
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "Ended after the report.")
    @Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "Ended after the first look.")
    @Outcome(id = "true, false, true", expect = ACCEPTABLE, desc = "Ended before.")
    @Outcome(expect = FORBIDDEN, desc = "It ended and was renewed, or was refused while open.")
    @State
    public static class EndIsFinal {
        private final Session session = open();

        @Actor
        public void end() {
            session.endIf(held -> true);
        }

        @Actor
        public void lookAndReport(ZZZ_Result result) {
            result.r1 = session.hold().ended();
            result.r2 = session.renew(2, 0).isPresent();
            result.r3 = session.hold().ended();
        }
    }
}
