package io.lodestar.interop.siege;

/** Nobody, for comparison. */
final class Calm implements Besieger {
    @Override
    public String deed() {
        return "calm";
    }

    @Override
    public void begin(int port) {
        // nobody begins anything
    }

    @Override
    public String outcome() {
        return "nothing happened";
    }

    @Override
    public void close() {
        // nobody has opened anything
    }
}
