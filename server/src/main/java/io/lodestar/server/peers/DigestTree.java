package io.lodestar.server.peers;

import io.lodestar.protocol.body.DigestsBody.Node;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The sums of the digests of all entries of a subject, by what their names hash to. Immutable when built.
 *
 * <pre>
 *   ""                      the root: everything
 *   "00" … "ff"             its children: of one level, these are the leaves, which have entries
 *   "0000" … "ffff"         the leaves of two levels
 * </pre>
 */
final class DigestTree {
    /** How many children a node has. */
    static final int WIDTH = 256;

    private static final int DIGITS = 2;

    private final int levels;
    private final long[] highs;
    private final long[] lows;
    private final int[] counts;

    private DigestTree(int levels) {
        int leaves = leaves(levels);
        this.levels = levels;
        this.highs = new long[leaves];
        this.lows = new long[leaves];
        this.counts = new int[leaves];
    }

    /**
     * Builds the tree of what a source tells now.
     *
     * @param levels of nodes below the root
     */
    static DigestTree of(EntrySource source, int levels) {
        var tree = new DigestTree(levels);
        var hasher = new Hasher();
        source.each(name -> true, hasher, (name, facts) -> {
            int leaf = hasher.leaf(name, tree.counts.length);
            var digest = hasher.of(name, facts);
            tree.highs[leaf] += digest.high();
            tree.lows[leaf] += digest.low();
            tree.counts[leaf]++;
        });
        return tree;
    }

    /** Returns how many leaves a tree of so many levels has. */
    static int leaves(int levels) {
        return 1 << (Byte.SIZE * levels);
    }

    /** Returns whether a path leads to a leaf. */
    static boolean isLeaf(String path, int levels) {
        return path.length() == DIGITS * levels;
    }

    /** Returns the root under a name. */
    Node root(String name) {
        return node(name, 0, counts.length);
    }

    /** Returns the children of a node that have entries below them; none if the path leads to a leaf, or to nothing. */
    List<Node> children(String path) {
        var found = new ArrayList<Node>();
        int depth = path.length() / DIGITS;
        var place = place(path);
        if (place.isPresent() && depth < levels) {
            int leavesBelow = leaves(levels - depth - 1);
            for (int i = 0; i < WIDTH; i++) {
                int first = (place.get() * WIDTH + i) * leavesBelow;
                var child = node(path + HexFormat.of().toHexDigits((byte) i), first, first + leavesBelow);
                if (child.count() > 0) {
                    found.add(child);
                }
            }
        }
        return found;
    }

    /** Returns which of the nodes at its depth a path leads to; empty if to none. */
    static Optional<Integer> place(String path) {
        boolean good = path.length() % DIGITS == 0 && path.chars().allMatch(HexFormat::isHexDigit);
        if (!good || path.length() > DIGITS * Short.BYTES) {
            return Optional.empty();
        }
        return Optional.of(path.isEmpty() ? 0 : HexFormat.fromHexDigits(path));
    }

    private Node node(String path, int from, int to) {
        long high = 0;
        long low = 0;
        long count = 0;
        for (int leaf = from; leaf < to; leaf++) {
            high += highs[leaf];
            low += lows[leaf];
            count += counts[leaf];
        }
        return new Node(path, count, new Digest(high, low).toString());
    }
}
