package io.lodestar.bench.workload;

import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Stage;
import io.lodestar.bench.trial.Target;
import io.lodestar.bench.trial.Trial;
import io.lodestar.bench.trial.Workload;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Brokers register, then one case of load after the other is put on the server. Confined to one thread. */
final class LoadWorkload implements Workload {
    private final String name;
    private final String question;
    private final Supplier<Brokers> brokers;
    private final List<LoadCase> cases;
    private final List<Target> targets;
    /** What a name server answered in each case, for the echo. */
    private final Map<String, byte[]> answers = new HashMap<>();

    LoadWorkload(String name, String question, Topology topology, List<LoadCase> cases, List<Target> targets) {
        this.name = name;
        this.question = question;
        this.brokers = Memo.of(() -> Brokers.of(topology));
        this.cases = List.copyOf(cases);
        this.targets = List.copyOf(targets);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public List<Target> targets() {
        return targets;
    }

    @Override
    public Set<Party> parties() {
        boolean oneAnswerEach = cases.stream()
                .map(LoadCase::parts)
                .allMatch(parts -> parts.size() == 1 && parts.get(0).source().isUniform());
        return oneAnswerEach ? EnumSet.allOf(Party.class) : EnumSet.complementOf(EnumSet.of(Party.ECHO));
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public Trial prepare(Party party, Stage stage) throws IOException {
        return party == Party.ECHO
                ? LoadTrial.ofEcho(stage, brokers.get(), cases, answers)
                : LoadTrial.ofNameServer(stage, party, brokers.get(), cases, answers);
    }
}
