package io.lodestar.client.remote;

import io.lodestar.client.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who want to hear of something. Thread-safe. */
public final class Listeners<T> {
    private final List<Entry<T>> entries = new CopyOnWriteArrayList<>();

    /** Adds one, which hears of what comes from now on; one that is added twice hears it twice. */
    public Subscription add(Consumer<? super T> listener) {
        var entry = new Entry<T>(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Tells all of them, in this thread, in the order in which they came. */
    public void tell(T news) {
        entries.forEach(entry -> entry.listener.accept(news));
    }

    /** Returns whether nobody listens. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Tells two that are the same listener apart. */
    private static final class Entry<T> {
        private final Consumer<? super T> listener;

        Entry(Consumer<? super T> listener) {
            this.listener = listener;
        }
    }
}
