package io.lodestar.interop.siege;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Several at once. */
final class All implements Besieger {
    private final List<Besieger> besiegers;

    All(List<Besieger> besiegers) {
        this.besiegers = List.copyOf(besiegers);
    }

    @Override
    public String deed() {
        return "all of that at once";
    }

    @Override
    public void begin(int port) throws IOException {
        for (var besieger : besiegers) {
            besieger.begin(port);
        }
    }

    @Override
    public String outcome() {
        return besiegers.stream().map(Besieger::outcome).collect(Collectors.joining("; "));
    }

    @Override
    public void close() throws IOException {
        for (var besieger : besiegers) {
            besieger.close();
        }
    }
}
