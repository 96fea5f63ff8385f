package io.lodestar.server.insight;

import io.lodestar.protocol.Header;
import io.lodestar.protocol.Language;
import io.lodestar.protocol.Release;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.transport.Connection;
import io.lodestar.transport.Source;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which connections there are: since when, of which programs, and what brokers reported on them. Thread-safe. */
public final class Callers {
    private static final int TOP = 20;

    /** As many numbers of connections are remembered as were heard; a power of two. */
    private static final int HEARD = 16_384;

    /** Each in the slot that its last bits name. Loops write here side by side: at worst a connection is noted again. */
    private final int[] heard = new int[HEARD];

    private final Map<Long, Line> lines = new ConcurrentHashMap<>();
    private final Clock clock;

    Callers(Clock clock) {
        this.clock = clock;
    }

    /** Takes note of a connection that was opened. */
    public void opened(Connection connection) {
        lines.put(connection.id(), new Line(connection, clock.millis()));
    }

    /** Takes note of a connection that is gone. */
    public void closed(Connection connection) {
        lines.remove(connection.id());
    }

    /** Takes note of a request; of all but the first of a connection at the price of a look. */
    public void heard(Connection connection, Header header) {
        int tail = (int) connection.id();
        int slot = tail & (HEARD - 1);
        if (heard[slot] != tail) {
            heard[slot] = tail;
            find(connection.id()).ifPresent(line -> line.heard(header));
        }
    }

    /** Takes note of a connection on which a broker reported. */
    public void isBroker(Connection connection) {
        find(connection.id()).ifPresent(Line::isBroker);
    }

    /** Takes note of a registration of a broker that was accepted. */
    public void registered(Connection connection, BrokerIdentity broker, int bytes) {
        find(connection.id()).ifPresent(line -> line.registered(broker, new Line.Registered(clock.millis(), bytes)));
    }

    int count() {
        return lines.size();
    }

    /** Returns what is known of a connection, by its number; empty when it is gone. */
    public Optional<Line> find(long connection) {
        return Optional.ofNullable(lines.get(connection));
    }

    /** Counts them. */
    public Census census() {
        int brokers = 0;
        int silent = 0;
        int total = 0;
        var releases = new TreeMap<Program, Integer>(Comparator.comparing(Program::language)
                .thenComparing(Program::version)
                .reversed());
        var sources = new HashMap<String, Integer>();
        for (var line : lines.values()) {
            total++;
            brokers += line.hasBroker() ? 1 : 0;
            silent += line.program().isEmpty() ? 1 : 0;
            line.program().ifPresent(program -> releases.merge(program, 1, Integer::sum));
            sources.merge(source(line.connection()), 1, Integer::sum);
        }
        return new Census(total, brokers, silent, List.copyOf(releases.entrySet()), top(sources));
    }

    private static String source(Connection connection) {
        var address = connection.remoteAddress().getAddress();
        return address == null ? "unknown" : Source.of(address).toString();
    }

    private static List<Map.Entry<String, Integer>> top(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .toList();
    }

    /**
     * How many connections there are.
     *
     * @param brokers on which a broker reported
     * @param silent which have not asked for anything yet
     * @param releases by what asks on them
     * @param topSources where most of them come from
     */
    public record Census(
            int total,
            int brokers,
            int silent,
            List<Map.Entry<Program, Integer>> releases,
            List<Map.Entry<String, Integer>> topSources) {}

    /**
     * What a connection says that it is.
     *
     * @param version as an ordinal (protocol 1.11)
     */
    public record Program(Language language, int version) {
        static Program of(Header header) {
            return new Program(header.language(), header.version());
        }

        /** Returns the release, for people to read. */
        public String release() {
            return Release.name(version);
        }
    }
}
