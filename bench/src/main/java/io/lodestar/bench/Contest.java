package io.lodestar.bench;

import io.lodestar.bench.trial.Launcher;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.bench.trial.Stage;
import io.lodestar.bench.trial.Trial;
import io.lodestar.bench.trial.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Lets the parties take turns under a workload. Confined to one thread. */
final class Contest {
    private final Launcher launcher;
    private final Schedule schedule;
    private final Set<Party> invited;
    private final Consumer<String> progress;

    Contest(Launcher launcher, Schedule schedule, Set<Party> invited, Consumer<String> progress) {
        this.launcher = launcher;
        this.schedule = schedule;
        this.invited = invited;
        this.progress = progress;
    }

    /** All rounds of all parties. */
    Results hold(Workload workload, Path folder) throws IOException {
        var results = new Results(workload);
        var stage = new Stage(folder, launcher, schedule);
        Map<Party, Trial> trials = new EnumMap<>(Party.class);
        try {
            for (var party : Party.values()) {
                if (workload.parties().contains(party) && invited.contains(party)) {
                    prepare(workload, party, stage, results, trials);
                }
            }
            for (int round = 1; round <= schedule.rounds(); round++) {
                for (var trial : trials.entrySet()) {
                    progress.accept(workload.name() + ": " + trial.getKey().label() + ", round " + round);
                    results.add(trial.getKey(), trial.getValue().measure());
                }
            }
        } finally {
            for (var trial : trials.values()) {
                trial.close();
            }
        }
        return results;
    }

    private void prepare(Workload workload, Party party, Stage stage, Results results, Map<Party, Trial> trials)
            throws IOException {
        if (!launcher.canStart(party)) {
            results.remark("left out: " + party.label() + ", for which there is no C compiler here");
            return;
        }
        progress.accept(workload.name() + ": " + party.label() + " gets ready");
        var trial = workload.prepare(party, stage);
        trials.put(party, trial);
        trial.warmUp();
    }
}
