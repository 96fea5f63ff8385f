package io.lodestar.bench.workload;

import io.lodestar.bench.load.Outbox;
import io.lodestar.bench.load.RequestText;
import io.lodestar.bench.load.Requests;
import io.lodestar.bench.load.Tally;

/** Asks for all topics again and again, neighbours far apart. Confined to the generator's thread. */
final class RouteQueries implements Requests {
    private static final int STEP = 7919; // a prime, so that every topic has its turn

    private final RequestText text;
    private final int topics;
    private final Tally tally;
    private int topic;

    RouteQueries(RequestText text, int topics, Tally tally) {
        this.text = text;
        this.topics = topics;
        this.tally = tally;
    }

    @Override
    public Tally appendNext(Outbox out, int opaque, int connection) {
        topic = (topic + STEP) % topics;
        text.appendTo(out, opaque, topic);
        return tally;
    }
}
