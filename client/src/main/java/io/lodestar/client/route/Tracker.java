package io.lodestar.client.route;

import io.lodestar.client.remote.Remote;
import java.util.Collection;
import java.util.Optional;

/** Keeps a watch on what a table of topics has, at the name server that is asked first. */
final class Tracker implements TopicTable.Membership, RouteWatch.News {
    private final ServerChoice choice;
    private final Optional<RouteWatch> watch;
    private volatile Optional<TopicTable> topics = Optional.empty();

    Tracker(Remote remote, ServerChoice choice, boolean watching) {
        this.choice = choice;
        this.watch = watching ? Optional.of(new RouteWatch(remote, this)) : Optional.empty();
    }

    /** From now on the table hears of changes. */
    void begin(TopicTable table) {
        topics = Optional.of(table);
    }

    @Override
    public void onAdded(String topic) {
        watch.ifPresent(known -> known.add(topic));
    }

    @Override
    public void onRemoved(String topic) {
        watch.ifPresent(known -> known.drop(topic));
    }

    @Override
    public void onAnswer() {
        watch.ifPresent(known -> choice.first().ifPresent(known::offer));
    }

    @Override
    public void changed(String server, Collection<String> names) {
        topics.ifPresent(table -> table.changed(server, names));
    }

    @Override
    public void perhapsChanged(String server, Collection<String> names) {
        topics.ifPresent(table -> table.perhapsChanged(server, names));
    }

    @Override
    public void unreachable(String server) {
        choice.failed(server);
        watch.ifPresent(known -> choice.first().ifPresent(known::move));
    }
}
