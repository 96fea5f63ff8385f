package io.lodestar.transport;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/** Ranges of addresses that something is granted to. Immutable; scope ids do not count. */
public final class SourceRanges {
    /** No address at all. */
    public static final SourceRanges NONE = new SourceRanges(List.of());

    private final List<Range> ranges;

    private SourceRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * Returns the ranges that are written as single addresses ({@code 10.0.0.1}, {@code ::1}) or with the length of their prefix
     * ({@code 10.0.0.0/8}, {@code fd00::/8}). Nothing is looked up.
     *
     * @throws IllegalArgumentException when one is neither; the message names it
     */
    public static SourceRanges parse(List<String> texts) {
        return texts.isEmpty()
                ? NONE
                : new SourceRanges(
                        texts.stream().map(String::strip).map(Range::parse).toList());
    }

    /** Returns whether one of the ranges has the address. */
    public boolean contain(InetAddress address) {
        if (ranges.isEmpty()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        for (Range range : ranges) {
            if (range.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether there is no range, and so no address. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Returns the ranges as they were written, with commas between them; nothing for none. */
    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(","));
    }

    /** The addresses that begin with the same bits. */
    private static final class Range {
        private final String text;
        private final byte[] network;
        private final int prefixBits;

        private Range(String text, byte[] network, int prefixBits) {
            this.text = text;
            this.network = network;
            this.prefixBits = prefixBits;
        }

        static Range parse(String text) {
            int slash = text.indexOf('/');
            String host = slash < 0 ? text : text.substring(0, slash);
            InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
            if (address == null) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no IP address, nor one with the length of a prefix as in 10.0.0.0/8");
            }
            if (address instanceof Inet4Address && host.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is an IPv4 address in IPv6 form: write " + address.getHostAddress());
            }
            byte[] bytes = address.getAddress();
            int allBits = bytes.length * Byte.SIZE;
            return new Range(text, bytes, slash < 0 ? allBits : prefixBits(text, text.substring(slash + 1), allBits));
        }

        private static int prefixBits(String text, String digits, int most) {
            try {
                int bits = Integer.parseInt(digits);
                if (bits >= 0 && bits <= most) {
                    return bits;
                }
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(
                        "the length of the prefix in '" + text + "' is no number", notANumber);
            }
            throw new IllegalArgumentException(
                    "the length of the prefix in '" + text + "' is not within 0 and " + most);
        }

        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            int wholeBytes = prefixBits / Byte.SIZE;
            for (int i = 0; i < wholeBytes; i++) {
                if (address[i] != network[i]) {
                    return false;
                }
            }
            int unusedBits = Byte.SIZE - prefixBits % Byte.SIZE;
            return unusedBits == Byte.SIZE || (address[wholeBytes] ^ network[wholeBytes]) >> unusedBits == 0;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
