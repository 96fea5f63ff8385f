package io.lodestar.bench.workload;

import io.lodestar.bench.load.Outbox;
import io.lodestar.bench.load.Requests;
import io.lodestar.bench.load.Tally;
import io.lodestar.protocol.Release;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Brokers that register again and again, each over the connection of its number. Confined to the generator's thread. */
final class Registrations implements Requests {
    private static final int WORTH_SHARING = 1 << 12;

    private final Brokers brokers;
    private final UnaryOperator<Edition> next;
    private final Tally tally;
    private final Edition[] editions;

    /**
     * Registrations of brokers.
     *
     * @param next how the next edition of a broker's topics comes from the one before
     */
    Registrations(Brokers brokers, UnaryOperator<Edition> next, Tally tally) {
        this.brokers = brokers;
        this.next = next;
        this.tally = tally;
        this.editions = new Edition[brokers.seats().size()];
        Arrays.fill(editions, Edition.FIRST);
    }

    @Override
    public Tally appendNext(Outbox out, int opaque, int connection) {
        editions[connection] = next.apply(editions[connection]);
        var frame = brokers.texts()
                .get(connection)
                .frame(brokers.seats().get(connection), Release.SELF, opaque, editions[connection]);
        append(frame, out);
        return tally;
    }

    /** Appends a frame, the long pieces without a copy. */
    static void append(List<ByteBuffer> frame, Outbox out) {
        for (var piece : frame) {
            if (piece.remaining() > WORTH_SHARING) {
                out.share(piece);
            } else {
                var bytes = new byte[piece.remaining()];
                piece.duplicate().get(bytes);
                out.append(bytes);
            }
        }
    }
}
