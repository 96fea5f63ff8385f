package io.lodestar.bench.workload;

/**
 * The operations of the route benchmark of RocketMQ's Rust port, bit by bit: which topic, which broker, and whether it
 * is a registration, or a read of which kind. Ends where that one ends, and then starts again. Confined to one thread.
 */
final class Trace {
    private static final long SEED = 9191;
    private static final long SALT = 0x9e3779b97f4a7c15L;
    private static final int HUNDRED = 100;
    private static final int WRITES = 5;
    private static final int STANDARD = 50;

    private final Profile profile;
    private long state = SEED;
    private long index = -1;
    private int topic;
    private int broker;

    Trace(Profile profile) {
        this.profile = profile;
    }

    /** How much there is of everything; the shares are per cent. */
    record Profile(int topics, int brokers, int operations, int zoneShare) {}

    /** Goes on to the next operation. */
    void advance() {
        index++;
        if (index == profile.operations()) {
            index = 0;
            state = SEED;
        }
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        topic = (int) Long.remainderUnsigned(state, profile.topics());
        state = Long.rotateLeft(state, 19) ^ SALT;
        broker = (int) Long.remainderUnsigned(state, profile.brokers());
    }

    int topic() {
        return topic;
    }

    int broker() {
        return broker;
    }

    /** Whether the broker registers again. */
    boolean isWrite() {
        return isWithin(SEED, WRITES);
    }

    /** Whether only the brokers of one zone are asked for. */
    boolean isZoned() {
        return isWithin(Long.rotateLeft(SEED, 11), profile.zoneShare());
    }

    /** Whether the answer is to be standard JSON; else it is for a client of 4.9.3. */
    boolean isStandard() {
        return isWithin(Long.rotateLeft(SEED, 29), STANDARD);
    }

    private boolean isWithin(long offset, int share) {
        return (index + offset) % HUNDRED < share;
    }
}
