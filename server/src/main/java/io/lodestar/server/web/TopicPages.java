package io.lodestar.server.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lodestar.protocol.RequestCode;
import io.lodestar.registry.BrokerQueues;
import io.lodestar.registry.Placement;
import io.lodestar.server.http.Method;
import io.lodestar.server.http.Reply;
import io.lodestar.server.http.Request;
import io.lodestar.server.http.Router;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The list of topics, page by page. Each page is one walk over all names, and keeps no more of them than it shows. */
final class TopicPages implements Pages {
    /** Names may be long, where an operator allows that. */
    private static final int MAX_PAGE_CHARACTERS = 1 << 20;

    private final Sources sources;
    private final Doorkeeper door;

    TopicPages(Sources sources, Doorkeeper door) {
        this.sources = sources;
        this.door = door;
    }

    @Override
    public void addTo(Router.Builder router) {
        router.add(Method.GET, "/api/v1/topics", door.reading(RequestCode.GET_ALL_TOPICS, this::topics));
        router.add(
                Method.GET, "/api/v1/brokers/{name}/topics", door.reading(RequestCode.GET_ALL_TOPICS, this::ofBroker));
    }

    private Reply topics(Request request) {
        var asked = Asked.of(request, "search", "cluster", "broker", "after", "limit");
        var broker = asked.text("broker");
        var inCluster = asked.text("cluster").map(this::brokersOf);
        if (broker.isEmpty() && inCluster.isEmpty()) {
            return page(asked, Optional.empty());
        }
        return page(
                asked,
                Optional.of(
                        placement -> broker.map(placement.brokerName()::equals).orElse(true)
                                && inCluster
                                        .map(names -> names.contains(placement.brokerName()))
                                        .orElse(true)));
    }

    private Set<String> brokersOf(String cluster) {
        var names = new HashSet<String>();
        sources.registry().groups().values().stream()
                .filter(group -> group.cluster().equals(cluster))
                .forEach(group -> names.add(group.name()));
        return names;
    }

    private Reply ofBroker(Request request) {
        var asked = Asked.of(request, "search", "after", "limit");
        var name = request.captured("name");
        BrokerPages.known(sources.registry().groups(), name);
        return page(asked, Optional.of(placement -> placement.brokerName().equals(name)));
    }

    private Reply page(Asked asked, Optional<Predicate<Placement>> wanted) {
        var search = asked.search();
        var page = new NamePage(asked.text("after"), asked.limit(), MAX_PAGE_CHARACTERS);
        Predicate<String> fits = name -> BrokerPages.contains(name, search);
        if (wanted.isPresent()) {
            sources.registry().catalogue().each(wanted.get(), name -> page.offer(name, fits));
        } else {
            sources.registry().catalogue().each(name -> page.offer(name, fits));
        }
        var names = page.names();
        var system = new SystemTopics(sources.registry().groups());
        return Reply.json(json -> {
            json.writeStartObject();
            json.writeNumberField("atMillis", sources.clock().millis());
            json.writeNumberField("total", page.total());
            Fields.text(json, "next", page.next());
            Fields.list(json, "items", names, (out, name) -> write(out, name, system));
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, String name, SystemTopics system) throws IOException {
        var brokers = sources.registry()
                .find(name)
                .map(found -> found.route().brokers())
                .orElse(List.of());
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeNumberField("groups", brokers.size());
        json.writeNumberField("writeQueues", sum(brokers, true));
        json.writeNumberField("readQueues", sum(brokers, false));
        json.writeNumberField(
                "permission",
                brokers.stream()
                        .mapToInt(broker -> broker.answered().permission())
                        .reduce(0, (one, other) -> one | other));
        json.writeBooleanField("system", system.contain(name));
        json.writeEndObject();
    }

    private static long sum(List<BrokerQueues> brokers, boolean writing) {
        return brokers.stream()
                .map(BrokerQueues::answered)
                .mapToLong(queues -> writing ? queues.write() : queues.read())
                .sum();
    }
}
