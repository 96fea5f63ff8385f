package io.lodestar.interop.differential;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes that are no frame, or a frame that is no request: the original closes the connection (protocol 1.2, 1.3). */
final class Junks {
    private static final byte[] NOTHING = {};
    private static final byte[] ENOUGH_TO_BE_READ = new byte[16];
    /** None is short: the original waits for twelve bytes, which could be a proxy's, before it looks at the first frame. */
    private static final List<String> BROKEN_HEADERS = List.of(
            "{code:106,\"opaque\":3}",
            "{\"code\":106,\"opaque\":99999999999}",
            "{\"code\":106,\"opaque\":3} x",
            "null            ",
            "[]              ",
            "\"code\"          ",
            "{\"code\":         ",
            "{\"code\":106,\"extFields\":{\"a\":\"b\"}");

    private Junks() {}

    static Step next(Dice dice, String line) {
        return switch (dice.below(6)) {
            case 0 -> new Step.Junk(line, "length below zero", frameOfLength(-1));
            case 1 -> new Step.Junk(line, "length too small", frameOfLength(3));
            case 2 -> new Step.Junk(line, "length too large", frameOfLength(0x7fffffff));
            case 3 ->
                new Step.Junk(
                        line,
                        "unknown header type",
                        FrameWriter.frame(2, "{\"code\":106}".getBytes(StandardCharsets.UTF_8), NOTHING));
            case 4 -> new Step.Junk(line, "header longer than the frame", headerLongerThanFrame());
            default -> {
                String header = dice.of(BROKEN_HEADERS);
                yield new Step.Junk(
                        line,
                        "header " + header,
                        FrameWriter.frame(0, header.getBytes(StandardCharsets.UTF_8), NOTHING));
            }
        };
    }

    private static byte[] frameOfLength(int length) {
        return FrameWriter.bytes(out -> {
            out.writeInt(length);
            out.write(ENOUGH_TO_BE_READ);
        });
    }

    private static byte[] headerLongerThanFrame() {
        return FrameWriter.bytes(out -> {
            out.writeInt(Integer.BYTES + ENOUGH_TO_BE_READ.length);
            out.writeInt(ENOUGH_TO_BE_READ.length + 1);
            out.write(ENOUGH_TO_BE_READ);
        });
    }
}
