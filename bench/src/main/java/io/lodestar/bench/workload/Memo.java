package io.lodestar.bench.workload;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is made when it is first asked for. Confined to one thread. */
final class Memo<T> implements Supplier<T> {
    private final Supplier<T> source;
    private Optional<T> value = Optional.empty();

    private Memo(Supplier<T> source) {
        this.source = source;
    }

    static <T> Memo<T> of(Supplier<T> source) {
        return new Memo<>(source);
    }

    @Override
    public T get() {
        if (value.isEmpty()) {
            value = Optional.of(source.get());
        }
        return value.orElseThrow();
    }
}
