package io.lodestar.bench.workload;

import io.lodestar.bench.process.Server;
import io.lodestar.bench.trial.Figures;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.bench.trial.Stage;
import io.lodestar.bench.trial.Target;
import io.lodestar.bench.trial.Trial;
import io.lodestar.bench.trial.Workload;
import java.io.IOException;
import java.util.List;

/** What happens to a server once in its life, or changes it for good: each round has a server of its own. */
record FreshWorkload(String name, String question, List<Target> targets, Play play) implements Workload {
    /** What happens in a round. */
    interface Play {
        Figures play(Server server, Schedule schedule) throws IOException;
    }

    @Override
    public Trial prepare(Party party, Stage stage) {
        return new Trial() {
            @Override
            public Figures measure() throws IOException {
                try (var server = stage.start(party)) {
                    return play.play(server, stage.schedule());
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
