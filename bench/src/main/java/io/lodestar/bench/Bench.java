package io.lodestar.bench;

import io.lodestar.bench.jmh.Jmh;
import io.lodestar.bench.process.Pinning;
import io.lodestar.bench.trial.Party;
import io.lodestar.bench.trial.Schedule;
import io.lodestar.bench.trial.Workload;
import io.lodestar.bench.workload.Scaling;
import io.lodestar.bench.workload.Size;
import io.lodestar.bench.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lodestar bench}. */
@Command(
        name = "lodestar bench",
        mixinStandardHelpOptions = true,
        description =
                "Puts the same load on Lodestar, on Apache's name server and on a bare echo, and prints what it took.")
final class Bench implements Callable<Integer> {
    private static final List<String> SCALING = List.of("scaling");

    @Parameters(
            paramLabel = "WORKLOAD",
            description = "which workloads; all when none is named; \"list\" lists them, \"scaling\" shows how cost"
                    + " grows, \"jmh [REGEX]\" runs the benchmarks of single parts")
    @SuppressWarnings("FieldCanBeFinal") // set from the command line
    private List<String> names = List.of();

    @Option(names = "--quick", description = "about five minutes: shorter and fewer rounds, Apache's server once")
    private boolean quick;

    @Option(names = "--rounds", description = "how often each party is measured; default 3")
    private Optional<Integer> rounds = Optional.empty();

    @Option(names = "--seconds", description = "how long each round of each case lasts; default 3")
    private Optional<Integer> seconds = Optional.empty();

    @Option(names = "--parties", split = ",", description = "who takes part: ${COMPLETION-CANDIDATES}; default all")
    private Set<Party> parties = EnumSet.noneOf(Party.class);

    @Option(names = "--output", description = "a file for the report, as Markdown")
    private Optional<Path> output = Optional.empty();

    private final PrintStream out;
    private final PrintStream progress;

    private Bench(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Runs what the arguments name. */
    @SuppressWarnings("SystemOut") // for people to read
    public static void main(String[] arguments) throws RunnerException {
        var words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals("jmh")) {
            Jmh.run(words.subList(1, words.size()));
            return;
        }
        System.exit(new CommandLine(new Bench(System.out, System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var all = Workloads.at(Size.FULL);
        if (names.equals(List.of("list"))) {
            all.forEach(workload -> out.printf(Locale.ROOT, "%-12s %s%n", workload.name(), workload.question()));
            return 0;
        }
        if (names.equals(SCALING)) {
            runCurves();
            return 0;
        }
        var known = all.stream().map(Workload::name).collect(Collectors.toSet());
        for (var name : names) {
            if (!known.contains(name)) {
                out.println("there is no workload \"" + name + "\"; there are " + known);
                return CommandLine.ExitCode.USAGE;
            }
        }
        run(all.stream()
                .filter(workload -> names.isEmpty() || names.contains(workload.name()))
                .toList());
        return 0;
    }

    private void run(List<Workload> workloads) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("lodestar-bench-");
        var pinning = Pinning.begin();
        var launcher = new Parties(pinning, folder.resolve("echo"));
        var contest = new Contest(launcher, schedule(), invited(), progress::println);
        var head = Machine.describe(pinning, schedule());
        out.println(head);
        var results = new ArrayList<Results>();
        for (var workload : workloads) {
            var result = hold(contest, workload, folder.resolve(workload.name()));
            out.println(Report.details(result));
            results.add(result);
        }
        out.println(Report.targets(results));
        var details = results.stream().map(Report::details).collect(Collectors.joining());
        keep(head + "\n" + Report.targets(results) + "\n" + details);
        Folders.delete(folder);
    }

    /** What goes wrong under one workload must not cost the figures of the others. */
    private static Results hold(Contest contest, Workload workload, Path folder) {
        try {
            return contest.hold(workload, folder);
        } catch (IOException | IllegalStateException e) {
            var none = new Results(workload);
            none.remark("given up: " + e.getMessage());
            return none;
        }
    }

    private void runCurves() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("lodestar-bench-");
        var pinning = Pinning.begin();
        var parties = EnumSet.of(Party.APACHE_ALIKE, Party.LODESTAR);
        var contest = new Contest(new Parties(pinning, folder.resolve("echo")), schedule(), parties, progress::println);
        var text = new StringBuilder(Machine.describe(pinning, schedule()));
        out.println(text);
        int number = 0;
        for (var curve : Scaling.at(Size.FULL)) {
            var results = new ArrayList<Results>();
            for (var point : curve.points()) {
                progress.println(curve.grows() + ": " + point.size());
                number++;
                results.add(contest.hold(point.workload(), folder.resolve(Integer.toString(number))));
            }
            var table = Report.curve(curve, results);
            out.println(table);
            text.append('\n').append(table);
        }
        keep(text.toString());
        Folders.delete(folder);
    }

    private void keep(String report) throws IOException {
        if (output.isPresent()) {
            Files.writeString(output.get(), report);
        }
    }

    private Schedule schedule() {
        var usual = names.equals(SCALING) ? Schedule.CURVE : Schedule.DEFAULT;
        var basis = quick ? Schedule.QUICK : usual;
        return basis.withRounds(rounds.orElse(basis.rounds()))
                .withMeasure(seconds.map(Duration::ofSeconds).orElse(basis.measure()));
    }

    private Set<Party> invited() {
        if (!parties.isEmpty()) {
            return parties;
        }
        return quick ? EnumSet.complementOf(EnumSet.of(Party.APACHE)) : EnumSet.allOf(Party.class);
    }
}
