package io.lodestar.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * The names and the few values that nearly all headers are made of: found by their bytes, so that none is made anew.
 * A text that is not among them is simply made. Immutable.
 */
final class KnownTexts {
    private static final List<String> TEXTS = List.of(
            "AccessKey",
            "ReqT",
            "SecurityToken",
            "Signature",
            "__ZONE_MODE",
            "__ZONE_NAME",
            "acceptStandardJsonOnly",
            "bname",
            "bodyCrc32",
            "brokerAddr",
            "brokerId",
            "brokerName",
            "changed",
            "cluster",
            "clusterName",
            "compressed",
            "confirmOffset",
            "electionPriority",
            "enableActingMaster",
            "epoch",
            "haServerAddr",
            "heartbeatTimeoutMillis",
            "heartbeatTimeoutMills",
            "key",
            "lo",
            "masterAddr",
            "maxOffset",
            "namespace",
            "ns",
            "nsd",
            "oway",
            "topic",
            "value",
            "true",
            "false",
            "JSON",
            "ROCKETMQ",
            "JAVA",
            "GO",
            "CPP",
            "PYTHON",
            "RUST",
            "DOTNET");
    private static final int SLOTS = 256;
    private static final String[] FOUND = new String[SLOTS];
    private static final byte[][] BYTES = new byte[SLOTS][];

    static {
        Arrays.fill(FOUND, "");
        Arrays.fill(BYTES, new byte[0]);
        for (String text : TEXTS) {
            byte[] bytes = text.getBytes(US_ASCII);
            int slot = slot(bytes, 0, bytes.length);
            while (BYTES[slot].length > 0) {
                slot = (slot + 1) % SLOTS;
            }
            FOUND[slot] = text;
            BYTES[slot] = bytes;
        }
    }

    private KnownTexts() {}

    /** Returns the text of these bytes, which are UTF-8; what is not is replaced. */
    static String of(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        while (BYTES[slot].length > 0) {
            if (Arrays.equals(BYTES[slot], 0, BYTES[slot].length, bytes, from, to)) {
                return FOUND[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return new String(bytes, from, to - from, UTF_8);
    }

    private static int slot(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        int mixed = (to - from) * 31 + bytes[from] * 7 + bytes[to - 1] * 13 + bytes[(from + to) >>> 1] * 101;
        return (mixed ^ (mixed >>> 8)) & (SLOTS - 1);
    }
}
