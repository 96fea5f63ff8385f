package io.lodestar.server.access;

import io.lodestar.transport.SourceRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads ranges of addresses in the forms of {@code plain_acl.yml}: {@code *}, {@code 10.1.*.*}, {@code 10.1.2.3-17}, {@code 10.1.2.{3,5}} and
 * several of them with commas, beside those that {@link SourceRanges} reads.
 */
final class AddressForms {
    private static final int OCTETS = 4;
    private static final int OCTET_BITS = 8;
    private static final int GREATEST_OCTET = 255;
    private static final String EVERY_IPV4 = "0.0.0.0/0";
    private static final String EVERY_IPV6 = "::/0";

    private AddressForms() {}

    /**
     * Returns the ranges that the texts stand for.
     *
     * @throws IllegalArgumentException when one is no range; the message names it
     */
    static SourceRanges parse(List<String> texts) {
        var ranges = new ArrayList<String>();
        for (var text : texts) {
            for (var part : text.split(",(?![^{]*})", -1)) {
                if (!part.isBlank()) {
                    ranges.addAll(ranges(part.strip()));
                }
            }
        }
        return SourceRanges.parse(ranges);
    }

    private static List<String> ranges(String text) {
        if (text.equals("*")) {
            return List.of(EVERY_IPV4, EVERY_IPV6);
        }
        int brace = text.indexOf('{');
        if (brace > 0 && text.endsWith("}")) {
            var prefix = text.substring(0, brace);
            return Arrays.stream(text.substring(brace + 1, text.length() - 1).split(",", -1))
                    .map(last -> prefix + last.strip())
                    .toList();
        }
        boolean patterned = text.indexOf('*') >= 0 || text.indexOf('-') >= 0;
        return patterned ? octetRanges(text) : List.of(text);
    }

    private static List<String> octetRanges(String text) {
        var octets = text.split("\\.", -1);
        if (octets.length != OCTETS) {
            throw unfit(text);
        }
        int fixed = 0;
        while (fixed < OCTETS && octets[fixed].matches("\\d{1,3}")) {
            fixed++;
        }
        for (int after = fixed + 1; after < OCTETS; after++) {
            if (!octets[after].equals("*")) {
                throw unfit(text);
            }
        }
        var prefix = new StringBuilder();
        for (int at = 0; at < fixed; at++) {
            prefix.append(octets[at]).append('.');
        }
        return blocks(prefix.toString(), bounds(text, octets[fixed]), fixed);
    }

    private static int[] bounds(String text, String octet) {
        if (octet.equals("*")) {
            return new int[] {0, GREATEST_OCTET};
        }
        if (!octet.matches("\\d{1,3}-\\d{1,3}")) {
            throw unfit(text);
        }
        int dash = octet.indexOf('-');
        int low = Integer.parseInt(octet.substring(0, dash));
        int high = Integer.parseInt(octet.substring(dash + 1));
        if (low > high || high > GREATEST_OCTET) {
            throw unfit(text);
        }
        return new int[] {low, high};
    }

    /** Splits a range of one octet into prefixes, the octets behind it being anything. */
    private static List<String> blocks(String prefix, int[] bounds, int fixed) {
        var rest = ".0".repeat(OCTETS - 1 - fixed);
        var blocks = new ArrayList<String>();
        int from = bounds[0];
        while (from <= bounds[1]) {
            int bits = from == 0 ? OCTET_BITS : Integer.numberOfTrailingZeros(from);
            while (from + (1 << bits) - 1 > bounds[1]) {
                bits--;
            }
            int length = (fixed + 1) * OCTET_BITS - bits;
            blocks.add(prefix + from + rest + "/" + length);
            from += 1 << bits;
        }
        return blocks;
    }

    private static IllegalArgumentException unfit(String text) {
        return new IllegalArgumentException(
                "'" + text
                        + "' is no range of addresses; write it as 10.1.2.3, 10.1.0.0/16, 10.1.*.*, 10.1.2.3-17 or 10.1.2.{3,5}");
    }
}
