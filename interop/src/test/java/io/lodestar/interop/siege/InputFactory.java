package io.lodestar.interop.siege;

import java.nio.ByteBuffer;
import java.util.List;

/** Makes inputs from a seed. Thread-safe. */
final class InputFactory {
    private static final int LENGTH_AT = 0;
    private static final int WORD_AT = 4;

    private final long seed;
    private final List<Input> corpus;

    InputFactory(long seed, List<Input> corpus) {
        this.seed = seed;
        this.corpus = List.copyOf(corpus);
    }

    /** The input of a number, always the same; some are valid requests. */
    Input input(long number) {
        if (number < corpus.size()) {
            return corpus.get((int) number);
        }
        var chance = new Chance(seed, number);
        int opaque = (int) number;
        var message = new Requests(chance, opaque).any();
        var name = "input " + number;
        return switch (chance.below(20)) {
            case 0 ->
                new Input(opaque, name, message.frame(), false, message.head().flag() == 0);
            case 1 -> new Input(opaque, name, header(chance, message), true, false);
            case 2 -> new Input(opaque, name, framing(chance, message.frame()), true, false);
            case 3 ->
                new Input(
                        opaque,
                        name,
                        new ByteMutator(chance).mutate(chance.oneIn(4) ? spliced(chance, message) : message.frame()),
                        true,
                        false);
            default -> new Input(opaque, name, mutated(chance, message).frame(), false, false);
        };
    }

    private static Message mutated(Chance chance, Message message) {
        var mutator = new MessageMutator(chance);
        var mutated = mutator.mutate(message);
        return chance.oneIn(3) ? mutator.mutate(mutated) : mutated;
    }

    /** A header whose syntax is spoiled, in a frame whose lengths are right. */
    private static byte[] header(Chance chance, Message message) {
        boolean binary = message.head().binary();
        byte[] header = binary
                ? new ByteMutator(chance).mutate(message.header())
                : Raw.bytes(new JsonMutator(chance).mutate(Raw.of(message.header())));
        return Message.frame(binary ? 1 : 0, header, message.body());
    }

    private static byte[] framing(Chance chance, byte[] frame) {
        var bytes = ByteBuffer.wrap(frame);
        switch (chance.below(4)) {
            case 0 -> bytes.putInt(LENGTH_AT, chance.anyInt());
            case 1 -> bytes.putInt(LENGTH_AT, bytes.getInt(LENGTH_AT) + chance.below(9) - 4);
            case 2 -> bytes.putInt(WORD_AT, bytes.getInt(WORD_AT) + chance.below(9) - 4);
            default -> bytes.put(WORD_AT, (byte) chance.anyInt());
        }
        return frame;
    }

    private byte[] spliced(Chance chance, Message message) {
        byte[] first = message.frame();
        byte[] second = corpus.isEmpty() ? message.frame() : chance.of(corpus).bytes();
        int from = chance.below(first.length);
        int to = chance.below(second.length);
        return ByteBuffer.allocate(from + second.length - to)
                .put(first, 0, from)
                .put(second, to, second.length - to)
                .array();
    }
}
