package io.lodestar.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/metrics.md, the dashboard and the alerts say of metrics is what a running server has. */
class MetricsDocumentTest {
    private static final String OURS = "rocketmq_namesrv_";
    private static final String REGENERATE =
            "mvn -B -q -pl server -am test -Dtest=MetricsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dlodestar.docs.write=true";
    private static final String BEGIN = "<!-- the server's own: written by MetricsDocumentTest -->\n";
    private static final String END = "<!-- end -->\n";
    /** Labels with values of the operator's, of brokers or of the build. */
    private static final Set<String> OPEN_LABELS =
            Set.of("cluster", "broker", "broker_id", "peer", "release", "epoch", "le");

    private static final Pattern USED =
            Pattern.compile("\\b((?:rocketmq_namesrv|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)(=|!=|=~)\"([^\"]*)\"");

    @TempDir
    private static Path home;

    private static MeasuredServer measured;
    private static Scrape scrape;

    @BeforeAll
    static void start() throws Exception {
        measured = MeasuredServer.start(home);
        measured.register("broker-a", "orders", "broker-a");
        measured.scrape(); // from now on, collections are listened to
        System.gc();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> measured.scrape()
                        .families()
                        .keySet()
                        .containsAll(
                                List.of("jvm_gc_pause_seconds", "rocketmq_namesrv_peer_checked_timestamp_seconds")));
        scrape = measured.scrape();
    }

    @AfterAll
    static void stop() throws Exception {
        measured.close();
    }

    @Test
    void theDocumentListsTheServersOwnMetrics() throws IOException {
        var file = projectFolder().resolve("docs/metrics.md");
        var text = Files.readString(file);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        var written = text.substring(0, begin) + table() + text.substring(end);
        if (Boolean.getBoolean("lodestar.docs.write")) {
            Files.writeString(file, written);
        }

        assertThat(file).as("stale; write it anew with: " + REGENERATE).hasContent(written);
    }

    @Test
    void theDocumentListsWhatMicrometerTellsOfTheProcess() throws IOException {
        var text = Files.readString(projectFolder().resolve("docs/metrics.md"));

        assertThat(scrape.families().keySet())
                .filteredOn(name -> !name.startsWith(OURS))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(text).as("docs/metrics.md").contains("`" + name + "`"));
    }

    @Test
    void thereAreFewSeries() {
        long series = scrape.families().values().stream()
                .mapToLong(family -> family.samples().size())
                .sum();

        assertThat(series).as("series of a server with one broker").isLessThan(1_000);
    }

    @Test
    void theDashboardAsksForWhatThereIs() throws IOException {
        var expressions = lines("deploy/grafana/lodestar.json", "\"expr\":");

        assertThat(expressions).hasSizeGreaterThan(40);
        expressions.forEach(MetricsDocumentTest::requireKnown);
    }

    @Test
    void theAlertsAskForWhatThereIs() throws IOException {
        var expressions = lines("deploy/prometheus/alerts.yml", "rocketmq_namesrv_");

        assertThat(expressions).hasSizeGreaterThan(15);
        expressions.forEach(MetricsDocumentTest::requireKnown);
    }

    @Test
    void eachAlertIsTested() throws IOException {
        var tests = Files.readString(projectFolder().resolve("deploy/prometheus/alerts_test.yml"));

        for (var line : lines("deploy/prometheus/alerts.yml", "- alert: ")) {
            var alert = line.substring(line.indexOf(": ") + 2).strip();
            assertThat(tests)
                    .as("a case of alerts_test.yml in which %s rings", alert)
                    .contains("alertname: " + alert + "\n        exp_alerts:\n");
        }
    }

    @Test
    void prometheusItselfFindsNothingWrong() throws Exception {
        assumeThat(promtool("", "--version").status())
                .as("promtool (Debian package prometheus) is not installed, so Prometheus's own checks are left out")
                .isZero();
        var folder = projectFolder().resolve("deploy/prometheus");

        assertThat(promtool(measured.text(""), "check", "metrics"))
                .as("metrics")
                .isEqualTo(new Finding(0, ""));
        assertThat(promtool("", "check", "rules", folder.resolve("alerts.yml").toString())
                        .status())
                .as("alerts")
                .isZero();
        assertThat(promtool(
                        "", "test", "rules", folder.resolve("alerts_test.yml").toString()))
                .as("tests of the alerts")
                .returns(0, Finding::status);
    }

    private static void requireKnown(String expression) {
        var used = USED.matcher(expression);
        while (used.find()) {
            var name = used.group(1);
            var family = Stream.of(name, cut(name, "_bucket"), cut(name, "_sum"), cut(name, "_count"))
                    .flatMap(each -> Optional.ofNullable(scrape.families().get(each)).stream())
                    .findFirst();
            assertThat(family).as("%s in %s", name, expression).isPresent();
            var selectors = SELECTOR.matcher(used.group(2) == null ? "" : used.group(2));
            while (selectors.find()) {
                if (!selectors.group(2).equals("=~")) {
                    requireLabel(family.get(), selectors.group(1), selectors.group(3), expression);
                }
            }
        }
    }

    private static void requireLabel(Scrape.Family family, String label, String value, String expression) {
        if (!label.equals("instance")) {
            assertThat(family.samples())
                    .as("%s with %s=%s in %s", family.name(), label, value, expression)
                    .anyMatch(sample -> value.equals(sample.labels().get(label)));
        }
    }

    private static String cut(String name, String ending) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    private static String table() {
        return scrape.families().values().stream()
                .filter(family -> family.name().startsWith(OURS))
                .map(family -> "| `" + family.name() + "` | " + family.type() + " | " + labels(family) + " | "
                        + unit(family.name()) + " | " + family.meaning().replace("\\\\", "\\") + " |\n")
                .collect(Collectors.joining(
                        "", "| metric | type | labels | unit | meaning |\n|---|---|---|---|---|\n", ""));
    }

    private static String labels(Scrape.Family family) {
        Map<String, Set<String>> values = new TreeMap<>();
        family.samples()
                .forEach(sample -> sample.labels()
                        .forEach((label, value) -> values.computeIfAbsent(label, unseen -> new TreeSet<>())
                                .add(value)));
        values.remove("le");
        return values.entrySet().stream()
                .map(label -> "`" + label.getKey() + "`"
                        + (OPEN_LABELS.contains(label.getKey()) ? "" : ": " + String.join(", ", label.getValue())))
                .collect(Collectors.joining("; "));
    }

    private static String unit(String name) {
        var base = cut(name, "_total");
        return Stream.of("seconds", "bytes")
                .filter(unit -> base.endsWith("_" + unit))
                .findFirst()
                .orElse("");
    }

    private static List<String> lines(String file, String text) throws IOException {
        return Files.readAllLines(projectFolder().resolve(file)).stream()
                .filter(line -> line.contains(text) && !line.strip().startsWith("#"))
                .map(line -> line.replace("\\\"", "\""))
                .toList();
    }

    /** What promtool said. */
    private record Finding(int status, String output) {}

    private static Finding promtool(String input, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(Arrays.asList(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            }
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(command + " ends")
                    .isTrue();
            return new Finding(process.exitValue(), output);
        } catch (IOException missing) {
            return new Finding(-1, String.valueOf(missing.getMessage()));
        }
    }

    private static Path projectFolder() {
        return Path.of("..").toAbsolutePath().normalize();
    }
}
