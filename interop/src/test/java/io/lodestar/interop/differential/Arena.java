package io.lodestar.interop.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two name servers side by side, on which sequences are run one after the other. Confined to one thread. */
final class Arena {
    private static final int RERUNS = 2;

    private final int apachePort;
    private final int subjectPort;
    private final Optional<Usage> table;
    private final IntFunction<Server> disguise;
    private final List<String> unreproduced = new ArrayList<>();
    private final IntSupplier runs;

    /**
     * Prepares runs.
     *
     * @param runs gives each run a number that no other run on these servers has, and thereby its own names
     * @param table where to count intended differences; empty when none are allowed
     * @param disguise how the test meets the server on a port; a test of the test plants faults here
     */
    Arena(int apachePort, int subjectPort, IntSupplier runs, Optional<Usage> table, IntFunction<Server> disguise) {
        this.runs = runs;
        this.apachePort = apachePort;
        this.subjectPort = subjectPort;
        this.table = table;
        this.disguise = disguise;
        // the namespace stays for ever once it was there, so it has to be there from the first run
        for (int port : List.of(apachePort, subjectPort)) {
            try (Server server = new Server("port " + port, port)) {
                server.ask(Cluster.LINE, Request.of(100, "namespace", Names.ORDER_NAMESPACE, "key", "k", "value", "v"));
                server.ask(Cluster.LINE, Request.of(102, "namespace", Names.ORDER_NAMESPACE, "key", "k"));
            }
        }
    }

    /** Runs a whole sequence; one that fails is cut down to what is needed to fail. */
    Optional<String> failureOf(long seed, int length) {
        Set<Integer> all = allOf(length);
        Optional<Failure> first = run(seed, length, all).failure();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        if (IntStream.range(0, RERUNS)
                .allMatch(i -> run(seed, length, all).failure().isEmpty())) {
            unreproduced.add("seed " + seed + " failed, but not again: " + first.get());
            return Optional.empty();
        }
        Shrinker shrinker = new Shrinker(kept -> run(seed, length, kept).failure());
        Set<Integer> needed = shrinker.shrink(all, first.get());
        Result last = run(seed, length, needed);
        String report =
                "seed " + seed + " fails; run it alone with -Dlodestar.differential.seed=" + seed + "\n  at first: "
                        + first.get() + "\n  cut down to " + needed.size() + " steps:\n    "
                        + String.join("\n    ", last.transcript()) + "\n  "
                        + last.failure().map(Failure::toString).orElse("which passed when run once more");
        return Optional.of(report);
    }

    /** Returns the failures that did not come again: what a wait of this test's was too short for, or a race in a server. */
    List<String> unreproduced() {
        return List.copyOf(unreproduced);
    }

    /** Runs a whole sequence once, and returns the first disagreement. */
    Optional<Failure> firstFailureOf(long seed, int length) {
        return run(seed, length, allOf(length)).failure();
    }

    private static Set<Integer> allOf(int length) {
        return IntStream.range(0, length).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** What one run showed. */
    record Result(Optional<Failure> failure, List<String> transcript) {}

    private Result run(long seed, int length, Set<Integer> kept) {
        Names names = new Names(runs.getAsInt());
        Sequence sequence = new SequenceGenerator(seed, names).sequence(length);
        try (Server apache = new Server("Apache's name server", apachePort);
                Server honest = new Server("the server under test", subjectPort);
                Server subject = disguise.apply(subjectPort)) {
            Cluster.of(apache); // the line that looks on is older than every broker's, so nothing said on it binds a
            // broker
            Cluster.of(subject);
            Run run = new Run(new Situation(apache, subject, table), names, sequence.switches());
            Optional<Failure> failure = run.play(sequence.steps(), kept);
            Cleaning.clean(apache, names, sequence.switches());
            Cleaning.clean(honest, names, sequence.switches());
            return new Result(failure, run.transcript());
        }
    }
}
