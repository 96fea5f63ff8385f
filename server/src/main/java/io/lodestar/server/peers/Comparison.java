package io.lodestar.server.peers;

import io.lodestar.protocol.body.DigestsBody;
import io.lodestar.protocol.body.DigestsBody.Node;
import io.lodestar.protocol.header.GetDigestsRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what two sides do not know alike: goes down the trees of both along the branches that differ, and compares the entries of the leaves it
 * comes to. What it asks for is bounded, however much differs; beyond, it counts what must differ at least. Confined to one thread.
 */
final class Comparison {
    /** How many nodes are asked for at once: their children's digests take a mebibyte. */
    private static final int NODES_AT_ONCE = 32;
    /** How many leaves are asked for at once. */
    private static final int LEAVES_AT_ONCE = GetDigestsRequest.MAX_PATHS;
    /** How many leaves are looked at. Each side walks over all entries once for them, unless they are too long for one answer. */
    private static final int MAX_LEAVES = 256;
    /** More than a name server takes from a broker, unless it was told to. */
    private static final int MAX_NAME = 4_096;

    private final DigestSource here;
    private final DigestSource there;
    private final Subject subject;
    private final SortedMap<String, FactsDifference> found = new TreeMap<>();
    /** How much differs, at least, of what was not looked at. */
    private long skipped;

    private boolean exact = true;

    private Comparison(DigestSource here, DigestSource there, Subject subject) {
        this.here = here;
        this.there = there;
        this.subject = subject;
    }

    /**
     * What one look found.
     *
     * @param skipped how much more differs, at least
     * @param exact whether it is no more than that
     */
    record Outcome(SortedMap<String, FactsDifference> found, long skipped, boolean exact) {
        static final Outcome NOTHING = new Outcome(new TreeMap<>(), 0, true);
    }

    /** Returns how two sides differ in a subject whose roots do. */
    static Outcome of(Subject subject, DigestSource here, DigestSource there) throws UnansweredException {
        var comparison = new Comparison(here, there, subject);
        comparison.look();
        return new Outcome(comparison.found, comparison.skipped, comparison.exact);
    }

    private void look() throws UnansweredException {
        List<Suspect> suspects = List.of(new Suspect("", 0));
        for (int level = 0; level < subject.levels(); level++) {
            suspects = children(suspects);
        }
        for (int from = 0; from < suspects.size(); from += LEAVES_AT_ONCE) {
            var batch = suspects.subList(from, Math.min(from + LEAVES_AT_ONCE, suspects.size()));
            if (found.size() < Differences.MAX_ITEMS) {
                compareLeaves(batch.stream().map(Suspect::path).toList());
            } else {
                skip(batch);
            }
        }
    }

    /**
     * A node that differs.
     *
     * @param atLeast how many entries below it must differ
     */
    private record Suspect(String path, long atLeast) {
        static Suspect of(String path, Optional<Node> one, Optional<Node> other) {
            long difference =
                    one.map(Node::count).orElse(0L) - other.map(Node::count).orElse(0L);
            return new Suspect(path, Math.max(1, Math.abs(difference)));
        }
    }

    private void skip(List<Suspect> suspects) {
        suspects.forEach(suspect -> skipped += suspect.atLeast);
        exact &= suspects.isEmpty();
    }

    private List<Suspect> children(List<Suspect> parents) throws UnansweredException {
        var differing = new ArrayList<Suspect>();
        for (int from = 0; from < parents.size(); from += NODES_AT_ONCE) {
            var batch = parents.subList(from, Math.min(from + NODES_AT_ONCE, parents.size()));
            if (differing.size() < MAX_LEAVES) {
                differing.addAll(differing(batch.stream().map(Suspect::path).toList()));
            } else {
                skip(batch);
            }
        }
        if (differing.size() <= MAX_LEAVES) {
            return differing;
        }
        skip(differing.subList(MAX_LEAVES, differing.size()));
        return differing.subList(0, MAX_LEAVES);
    }

    private List<Suspect> differing(List<String> parents) throws UnansweredException {
        var ours = byPath(ask(here, parents));
        var theirs = byPath(ask(there, parents));
        var paths = new TreeSet<>(ours.keySet());
        paths.addAll(theirs.keySet());
        return paths.stream()
                .filter(path -> parents.stream().anyMatch(path::startsWith))
                .filter(path -> !Objects.equals(ours.get(path), theirs.get(path)))
                .map(path ->
                        Suspect.of(path, Optional.ofNullable(ours.get(path)), Optional.ofNullable(theirs.get(path))))
                .toList();
    }

    private static Map<String, Node> byPath(DigestsBody answer) {
        var nodes = new HashMap<String, Node>();
        answer.nodes().forEach(node -> nodes.put(node.path(), node));
        return nodes;
    }

    private DigestsBody ask(DigestSource side, List<String> paths) throws UnansweredException {
        return side.ask(new GetDigestsRequest(Optional.of(subject.text()), paths));
    }

    /** Looks at fewer at a time if both sides cannot tell of all at once. */
    private void compareLeaves(List<String> leaves) throws UnansweredException {
        var ours = ask(here, leaves);
        var theirs = ask(there, leaves);
        boolean cut = ours.more() || theirs.more();
        if (cut && leaves.size() > 1) {
            compareLeaves(leaves.subList(0, leaves.size() / 2));
            compareLeaves(leaves.subList(leaves.size() / 2, leaves.size()));
            return;
        }
        exact &= !cut;
        compare(
                entries(ours),
                entries(theirs),
                last(ours).filter(name -> ours.more()),
                last(theirs).filter(name -> theirs.more()));
    }

    private static Optional<String> last(DigestsBody answer) {
        return answer.entries().stream().map(DigestsBody.Entry::name).max(String::compareTo);
    }

    private static Map<String, SortedMap<String, String>> entries(DigestsBody answer) throws UnansweredException {
        var entries = new HashMap<String, SortedMap<String, String>>();
        for (var entry : answer.entries()) {
            if (entry.facts() < 0 || entry.facts() >= answer.facts().size()) {
                throw new UnansweredException(Agreement.UNKNOWN, "its answer refers to facts that are not in it");
            }
            if (entry.name().length() > MAX_NAME) {
                throw new UnansweredException(
                        Agreement.UNKNOWN,
                        "a name in its answer has " + entry.name().length() + " characters");
            }
            entries.put(entry.name(), answer.facts().get(entry.facts()));
        }
        return entries;
    }

    /** Compares names up to those after which a side left out some. */
    private void compare(
            Map<String, SortedMap<String, String>> ours,
            Map<String, SortedMap<String, String>> theirs,
            Optional<String> ourEnd,
            Optional<String> theirEnd) {
        var names = new HashSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        names.removeIf(name -> ourEnd.filter(end -> name.compareTo(end) > 0).isPresent()
                || theirEnd.filter(end -> name.compareTo(end) > 0).isPresent());
        for (var name : names) {
            FactsDifference.between(Optional.ofNullable(ours.get(name)), Optional.ofNullable(theirs.get(name)))
                    .ifPresent(difference -> found.put(name, difference));
        }
    }
}
