package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.BrokerGroup;
import io.lodestar.registry.BrokerIdentity;
import io.lodestar.registry.Member;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Problem;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import io.lodestar.server.insight.BrokerFacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Clusters and brokers. */
final class BrokerPages implements Pages {
    private static final Comparator<BrokerIdentity> ORDER =
            Comparator.comparing(BrokerIdentity::brokerName).thenComparing(BrokerIdentity::brokerId);

    private final Sources sources;
    private final Doorkeeper door;

    BrokerPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/clusters", door.reading(RequestCode.GET_CLUSTER_INFO, this::clusters));
        router.add(Method.GET, "/api/v1/brokers", door.reading(RequestCode.GET_BROKER_STATES, this::brokers));
        router.add(Method.GET, "/api/v1/brokers/{name}", door.reading(RequestCode.GET_BROKER_STATES, this::group));
    }

    private Reply clusters(Request request) {
        Asked.of(request);
        var clusters = new TreeMap<String, List<BrokerGroup>>();
        sources.registry()
                .groups()
                .values()
                .forEach(group -> clusters.computeIfAbsent(group.cluster(), unseen -> new ArrayList<>())
                        .add(group));
        var topics = sources.registry().catalogue().countsByCluster();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", clusters.size());
            Fields.list(
                    json,
                    "items",
                    clusters.entrySet(),
                    (out, cluster) ->
                            write(out, cluster.getKey(), cluster.getValue(), topics.getOrDefault(cluster.getKey(), 0)));
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String name, List<BrokerGroup> groups, int topics)
            throws IOException {
        int brokers = groups.stream().mapToInt(group -> group.members().size()).sum();
        int masters = (int)
                groups.stream().filter(group -> group.master().isPresent()).count();
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeNumberField("groups", groups.size());
        json.writeNumberField("brokers", brokers);
        json.writeNumberField("masters", masters);
        json.writeNumberField("slaves", brokers - masters);
        json.writeNumberField("topics", topics);
        json.writeNumberField(
                "drained", groups.stream().filter(BrokerGroup::drained).count());
        json.writeEndObject();
    }

    private Reply brokers(Request request) {
        var asked = Asked.of(request, "cluster", "search", "after", "limit");
        var cluster = asked.text("cluster");
        var search = asked.search();
        int limit = asked.limit();
        var found = sources
                .insight()
                .brokers(broker -> cluster.map(broker.cluster()::equals).orElse(true))
                .stream()
                .filter(facts -> contains(facts.state().brokerName(), search)
                        || contains(facts.state().address(), search))
                .toList();
        var after = asked.text("after").map(BrokerPages::place);
        var rest = found.stream()
                .filter(facts -> after.map(place -> ORDER.compare(identity(facts), place) > 0)
                        .orElse(true))
                .limit(limit + 1L)
                .toList();
        var shown = rest.subList(0, Math.min(limit, rest.size()));
        long now = sources.clock().millis();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", now);
            json.writeNumberField("total", found.size());
            if (rest.size() > shown.size()) {
                var last = shown.get(shown.size() - 1).state();
                json.writeStringField("next", last.brokerId() + "@" + Asked.cursor(last.brokerName()));
            }
            Fields.list(json, "items", shown, (out, facts) -> BrokerJson.write(out, facts, now));
            json.writeEndObject();
        });
    }

    static boolean contains(String name, String search) {
        return search.isEmpty() || name.toLowerCase(Locale.ROOT).contains(search);
    }

    private static BrokerIdentity identity(BrokerFacts facts) {
        var state = facts.state();
        return new BrokerIdentity("", state.brokerName(), state.brokerId());
    }

    /** Reads the broker at which a page ended. */
    private static BrokerIdentity place(String cursor) {
        int at = cursor.indexOf('@');
        var id = cursor.substring(0, Math.max(at, 0));
        try {
            return new BrokerIdentity("", cursor.substring(at + 1), Long.parseLong(id));
        } catch (NumberFormatException notOne) {
            throw new Problem(400, "after=" + Asked.cut(cursor) + " must be the next of the page before");
        }
    }

    private Reply group(Request request) {
        Asked.of(request);
        var name = request.captured("name");
        var group = known(sources.registry().groups(), name);
        var members = sources.insight().brokers(broker -> broker.brokerName().equals(name));
        var acting = members.stream()
                .map(BrokerFacts::state)
                .filter(state -> state.role().equals("ACTING_MASTER"))
                .findFirst();
        long now = sources.clock().millis();
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", now);
            json.writeStringField("cluster", group.cluster());
            json.writeStringField("name", group.name());
            json.writeBooleanField("drained", group.drained());
            Fields.text(json, "zone", Optional.of(group.zone()).filter(zone -> !zone.isEmpty()));
            int topics = members.isEmpty() ? 0 : members.get(0).state().topics();
            Fields.object(json, "topics", out -> out.writeNumberField("total", topics));
            Fields.text(json, "actingMaster", acting.map(state -> state.address()));
            Fields.list(json, "members", members, (out, facts) -> BrokerJson.write(out, facts, now));
            json.writeEndObject();
        });
    }

    static BrokerGroup known(SortedMap<String, BrokerGroup> groups, String name) {
        return Optional.ofNullable(groups.get(name))
                .orElseThrow(() -> new Problem(404, "there is no broker group " + Asked.cut(name) + " here"));
    }

    /** Returns where routes show the master of a group that lost its own. */
    static Optional<String> actingMaster(BrokerGroup group, boolean wanted) {
        return wanted && group.actingMaster() && group.master().isEmpty()
                ? group.smallest().map(Member::address)
                : Optional.empty();
    }
}
