package io.lodestar.server.insight;

import io.lodestar.protocol.body.BrokerStatesBody;
import io.lodestar.protocol.body.EventsBody;
import io.lodestar.protocol.body.ExplanationBody;
import io.lodestar.protocol.body.GroupExplanation;
import io.lodestar.protocol.body.ServerStateBody;
import io.lodestar.protocol.header.GetEventsRequest;
import io.lodestar.protocol.header.RouteVersion;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Presence;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.registry.TopicRoute;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.journal.Journal;
import io.lodestar.server.store.KvStore;
import io.lodestar.server.watch.RouteWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the server knows, for those who run it (decision 23). Thread-safe. Each answer walks a table or reads files, so none is for an event loop; none
 * is of one moment in all its parts.
 */
public final class Insight {
    private static final long WALK_NANOS = Duration.ofMillis(200).toNanos();

    private final Sources sources;
    private final Absence absence;
    private final Readiness readiness;
    private final Callers callers;
    private final Missing missing;
    private final Conflicts conflicts = new Conflicts();
    private final Events events;
    private final Explanations explanations;
    private final long startMillis;
    private volatile Optional<Integer> httpPort = Optional.empty();
    /** Guarded by this. */
    private Optional<Walk> walk = Optional.empty();

    /**
     * Where it is known.
     *
     * @param clock the time of day
     */
    public record Sources(
            Registry registry,
            KvStore kv,
            Configuration configuration,
            Journal journal,
            RouteWatch watch,
            Ticker ticker,
            Clock clock) {}

    /** Creates what counts the server as started now. */
    public Insight(Sources sources) {
        this.sources = sources;
        this.absence = new Absence(sources.registry(), sources.journal().fates(), sources.ticker());
        this.readiness = new Readiness(sources.registry(), sources.ticker());
        this.callers = new Callers(sources.clock());
        this.missing = new Missing(sources.clock());
        sources.journal().tell(conflicts);
        this.events = new Events(sources.journal());
        this.explanations = new Explanations(sources, absence, readiness, events);
        this.startMillis = sources.clock().millis();
    }

    /** Returns what knows why topics are absent. */
    public Absence absence() {
        return absence;
    }

    /** Returns what knows whether routes are answered. */
    public Readiness readiness() {
        return readiness;
    }

    /** Returns what is to be told of connections. */
    public Callers callers() {
        return callers;
    }

    /** Returns which topics are asked for in vain. */
    public Missing missing() {
        return missing;
    }

    /** Returns for each of some names the topics that have a name which looks like it; walks over all topics. */
    public Map<String, List<String>> similar(List<String> names) {
        return Similar.among(sources.registry(), names);
    }

    /** Returns which brokers are at odds. */
    public Conflicts conflicts() {
        return conflicts;
    }

    /** Returns what is known of each broker, and all drains. */
    public BrokerStatesBody brokers() {
        return new Brokers(sources, callers).states();
    }

    /** Returns why a topic has no route, or why its route looks as it does. */
    public ExplanationBody explain(String topic) {
        return explanations.of(topic);
    }

    /** Returns why a route looks as it does, by broker group. */
    public List<GroupExplanation> explain(TopicRoute found) {
        return explanations.groups(found);
    }

    /** Returns what is known of each broker that is wanted, by name and id. */
    public List<BrokerFacts> brokers(Predicate<BrokerIdentity> wanted) {
        return new Brokers(sources, callers).facts(presences(), wanted, conflicts);
    }

    /** A walk over all brokers holds the registry's lock: however many ask, there are only so many in a second. */
    private synchronized List<Presence> presences() {
        long now = sources.ticker().nanos();
        if (walk.isEmpty() || now - walk.get().atNanos() > WALK_NANOS) {
            walk = Optional.of(new Walk(now, sources.registry().presences()));
        }
        return walk.get().presences();
    }

    /** What a walk over all brokers found. */
    private record Walk(long atNanos, List<Presence> presences) {}

    /**
     * Returns entries of the journal.
     *
     * @throws io.lodestar.protocol.MalformedBodyException when a kind is none
     */
    public EventsBody events(GetEventsRequest request) {
        return events.page(request);
    }

    /** Takes note that the server speaks HTTP on a port from now on, for those who ask how it is. */
    public void speaksHttp(int port) {
        httpPort = Optional.of(port);
    }

    /** Returns how the server is. */
    public ServerStateBody state() {
        var settings = sources.configuration().current();
        return new ServerStateBody(
                release(),
                epoch(sources.watch().version()),
                startMillis,
                readiness.isReady(settings) && !readiness.isLeaving(),
                readiness.reasons(settings),
                sources.kv().namespaces().stream().toList(),
                counts(),
                httpPort);
    }

    private ServerStateBody.Counts counts() {
        var groups = sources.registry().groups();
        int brokers = groups.values().stream()
                .map(BrokerGroup::members)
                .mapToInt(Map::size)
                .sum();
        var watched = sources.watch().volume();
        return new ServerStateBody.Counts(
                sources.registry().topicCount(),
                groups.size(),
                brokers,
                callers.count(),
                watched.watchers(),
                watched.topics());
    }

    private static String epoch(RouteVersion version) {
        return String.format(Locale.ROOT, "%016x", version.epoch());
    }

    private static String release() {
        var version = Insight.class.getPackage().getImplementationVersion();
        return "Lodestar " + (version == null ? "(development)" : version);
    }
}
