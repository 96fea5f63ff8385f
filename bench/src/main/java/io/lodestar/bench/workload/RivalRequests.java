package io.lodestar.bench.workload;

import io.lodestar.bench.load.Outbox;
import io.lodestar.bench.load.RequestText;
import io.lodestar.bench.load.Requests;
import io.lodestar.bench.load.Tally;
import io.lodestar.protocol.Release;

/**
 * Follows a trace over connections that the trace chooses. In two things it is not the rival's. There a broker registers
 * over whichever connection; here always over the same, as brokers do, since Lodestar takes a registration over an
 * older connection than the broker's last for one that comes too late. And here each broker has the topic of its
 * cluster, as brokers do, without which Lodestar takes registrations in quick succession for the pieces of one.
 * Confined to the generator's thread.
 */
final class RivalRequests implements Requests {
    private final Trace trace;
    private final Brokers brokers;
    private final int connections;
    private final Query standard;
    private final Query legacy;
    private final Query zoned;
    private final Tally writes;

    private RivalRequests(RivalSource source, Brokers brokers, Query[] queries, Tally writes) {
        this.trace = new Trace(source.profile());
        this.brokers = brokers;
        this.connections = source.connections();
        this.standard = queries[0];
        this.legacy = queries[1];
        this.zoned = queries[2];
        this.writes = writes;
    }

    /** The requests of a profile; the queries are standard, legacy and zoned. */
    static RivalRequests of(RivalSource source, Brokers brokers, Query[] queries, Tally writes) {
        return new RivalRequests(source, brokers, queries, writes);
    }

    /** How a kind of read is asked and counted. */
    record Query(RequestText text, Tally tally) {}

    @Override
    public int connectionOfNext(int free) {
        trace.advance();
        return (trace.isWrite() ? trace.broker() : trace.topic() ^ trace.broker()) % connections;
    }

    @Override
    public Tally appendNext(Outbox out, int opaque, int connection) {
        if (trace.isWrite()) {
            int broker = trace.broker();
            var text = brokers.texts().get(broker);
            Registrations.append(text.frame(brokers.seats().get(broker), Release.V5_0_0, opaque, Edition.FIRST), out);
            return writes;
        }
        var query = trace.isZoned() ? zoned : trace.isStandard() ? standard : legacy;
        query.text().appendTo(out, opaque, trace.topic());
        return query.tally();
    }
}
