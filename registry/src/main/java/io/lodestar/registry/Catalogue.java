package io.lodestar.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Walks over the topics of a registry. Thread-safe; of a topic that comes or goes meanwhile it tells perhaps. */
public final class Catalogue {
    private final Tables tables;

    Catalogue(Tables tables) {
        this.tables = tables;
    }

    /** Tells of each topic, in no order. */
    public void each(Consumer<String> reader) {
        tables.topics.each(reader);
    }

    /** Returns the names of the topics that some broker group has with queues like these, sorted. */
    public List<String> with(Predicate<Queues> wanted) {
        return tables.topics.names(placement -> wanted.test(placement.queues()));
    }

    /** Tells of each topic that some broker group has queues of as wanted, in no order. */
    public void each(Predicate<Placement> wanted, Consumer<String> reader) {
        tables.topics.each(wanted, reader);
    }

    /** Returns how many topics live in each cluster. */
    public Map<String, Integer> countsByCluster() {
        var groups = tables.groups.all();
        return tables.topics.counts(name ->
                Optional.ofNullable(groups.get(name)).map(BrokerGroup::cluster).orElse(""));
    }
}
