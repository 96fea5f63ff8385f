package io.lodestar.server.peers;

import io.lodestar.protocol.body.DigestsBody;
import io.lodestar.protocol.body.DigestsBody.Entry;
import io.lodestar.protocol.body.DigestsBody.Node;
import io.lodestar.protocol.header.GetDigestsRequest;
import io.lodestar.registry.Registry;
import io.lodestar.registry.Ticker;
import io.lodestar.server.config.Configuration;
import io.lodestar.server.store.KvStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What this name server knows, for comparison (code 24007): worked out from published values, and only when somebody asks. Thread-safe; a million
 * topics take a good part of a second, so it is not for an event loop.
 */
public final class Inventory implements DigestSource {
    /** More of an answer would take too much memory here and there. */
    static final int MAX_ANSWER_CHARACTERS = 1 << 20;

    /** What an entry takes beside its name. */
    private static final int ENTRY_CHARACTERS = 24;

    private final Map<Subject, TreeKeeper> trees = new EnumMap<>(Subject.class);

    /** Creates what knows what these know. */
    public Inventory(Registry registry, KvStore kv, Configuration configuration, Ticker ticker) {
        this(
                Map.of(
                        Subject.TOPICS, new TopicSource(registry),
                        Subject.BROKERS, new BrokerSource(registry),
                        Subject.KV, new KvSource(kv),
                        Subject.CONFIG, new ConfigSource(configuration)),
                ticker);
    }

    Inventory(Map<Subject, EntrySource> sources, Ticker ticker) {
        sources.forEach((subject, source) -> trees.put(subject, new TreeKeeper(source, subject.levels(), ticker)));
    }

    /** Answers code 24007. Paths that lead nowhere have no children, and a subject that is none has none. */
    @Override
    public DigestsBody ask(GetDigestsRequest request) {
        if (request.subject().isEmpty()) {
            return new DigestsBody(Hasher.FORMAT, roots(), List.of(), List.of(), false);
        }
        return request.subject()
                .flatMap(Subject::of)
                .flatMap(subject -> Optional.ofNullable(trees.get(subject)))
                .map(keeper -> below(keeper, request.paths()))
                .orElseGet(() -> new DigestsBody(Hasher.FORMAT, List.of(), List.of(), List.of(), false));
    }

    private List<Node> roots() {
        var roots = new ArrayList<Node>();
        trees.forEach((subject, keeper) -> roots.add(keeper.tree().root(subject.text())));
        return roots;
    }

    private static DigestsBody below(TreeKeeper keeper, List<String> paths) {
        var leaves = new HashSet<String>();
        var nodes = new ArrayList<Node>();
        for (var path : paths) {
            if (keeper.isLeaf(path)) {
                leaves.add(path);
            } else {
                nodes.addAll(keeper.tree().children(path));
            }
        }
        var page = new Page();
        if (!leaves.isEmpty()) {
            keeper.entries(leaves).forEach(page::add);
        }
        return new DigestsBody(Hasher.FORMAT, nodes, page.facts, page.entries, page.isFull);
    }

    /** The entries of one answer, up to its limit. */
    private static final class Page {
        private final List<SortedMap<String, String>> facts = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final Map<Facts, Integer> numbers = new IdentityHashMap<>();
        private long characters;
        private boolean isFull;

        void add(String name, Facts its) {
            isFull |= characters > MAX_ANSWER_CHARACTERS;
            if (!isFull) {
                characters += name.length() + ENTRY_CHARACTERS;
                entries.add(new Entry(name, numbers.computeIfAbsent(its, this::number)));
            }
        }

        private int number(Facts its) {
            its.values().forEach((name, value) -> characters += name.length() + value.length() + ENTRY_CHARACTERS);
            facts.add(its.values());
            return facts.size() - 1;
        }
    }
}
