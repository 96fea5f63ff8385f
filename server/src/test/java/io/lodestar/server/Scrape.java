package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads of a server, read as strictly as its format is written: each family is described before its samples and once, no series comes
 * twice, and histograms add up.
 */
final class Scrape {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"";
    private static final Pattern DESCRIPTION = Pattern.compile("# (HELP|TYPE|UNIT) (" + NAME + ")(?: (.*))?");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*)})? (\\S+)(?: \\S+)?");
    private static final int VALUE_GROUP = 7;

    private final Map<String, Family> families = new LinkedHashMap<>();

    private Scrape() {}

    /** One family of metrics. */
    record Family(String name, String type, String meaning, List<Sample> samples) {}

    /** One number. */
    record Sample(String name, Map<String, String> labels, double value) {}

    /** Reads a whole text, and fails where it is not what it should be. */
    static Scrape of(String text) {
        assertThat(text).as("the end of a scrape").endsWith("\n");
        var scrape = new Scrape();
        var meanings = new LinkedHashMap<String, String>();
        Optional<Family> current = Optional.empty();
        for (var line : text.split("\n")) {
            if (line.equals("# EOF")) {
                break;
            }
            var description = DESCRIPTION.matcher(line);
            if (line.startsWith("#")) {
                assertThat(description.matches()).as(line).isTrue();
                current = scrape.describe(description, meanings);
            } else {
                var sample = sample(line);
                var family = current.orElseThrow(() -> new AssertionError("not described: " + line));
                assertThat(sample.name()).as(line).startsWith(family.name());
                family.samples().add(sample);
            }
        }
        scrape.families.values().forEach(Scrape::check);
        return scrape;
    }

    /** Returns the family that is described, once its type is known. */
    private Optional<Family> describe(Matcher description, Map<String, String> meanings) {
        String name = description.group(2);
        String text = Optional.ofNullable(description.group(3)).orElse("");
        if (!description.group(1).equals("TYPE")) {
            if (description.group(1).equals("HELP")) {
                meanings.put(name, text);
            }
            return Optional.ofNullable(families.get(name));
        }
        assertThat(text).as("type of %s", name).isIn("counter", "gauge", "histogram", "summary", "info");
        var family = new Family(name, text, meanings.getOrDefault(name, ""), new ArrayList<>());
        assertThat(families.put(name, family)).as("%s is described twice", name).isNull();
        return Optional.of(family);
    }

    private static Sample sample(String line) {
        var parts = SAMPLE.matcher(line);
        assertThat(parts.matches()).as("a sample: %s", line).isTrue();
        var labels = new TreeMap<String, String>();
        var each = Pattern.compile(LABEL)
                .matcher(Optional.ofNullable(parts.group(2)).orElse(""));
        while (each.find()) {
            assertThat(labels.put(each.group(1), each.group(2)))
                    .as("label twice in %s", line)
                    .isNull();
        }
        String value = parts.group(VALUE_GROUP).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
        return new Sample(parts.group(1), labels, Double.parseDouble(value));
    }

    private static void check(Family family) {
        var seen = new HashSet<String>();
        for (var sample : family.samples()) {
            assertThat(seen.add(sample.name() + sample.labels()))
                    .as("%s comes once", sample)
                    .isTrue();
        }
        if (family.type().equals("counter")) {
            assertThat(family.samples()).as(family.name()).allMatch(sample -> sample.value() >= 0);
        } else if (family.type().equals("histogram")) {
            checkHistogram(family);
        }
    }

    private static void checkHistogram(Family family) {
        var last = new LinkedHashMap<Map<String, String>, Sample>();
        for (var sample : family.samples()) {
            var labels = new TreeMap<>(sample.labels());
            if (sample.name().endsWith("_bucket")) {
                labels.remove("le");
                var before = Optional.ofNullable(last.put(labels, sample));
                before.ifPresent(lower -> assertThat(sample.value())
                        .as("%s after %s", sample, lower)
                        .isGreaterThanOrEqualTo(lower.value()));
            } else if (sample.name().endsWith("_count")) {
                var highest = last.get(labels);
                assertThat(highest).as("buckets of %s", sample).isNotNull();
                assertThat(highest.labels()).containsEntry("le", "+Inf");
                assertThat(sample.value())
                        .as("%s is all of its buckets", sample)
                        .isEqualTo(highest.value());
            }
        }
    }

    Map<String, Family> families() {
        return families;
    }

    /** Returns the one number of a name with such labels among its own; fails if there is none or several. */
    double value(String name, Map<String, String> labels) {
        var found = samples(name, labels);
        assertThat(found).as("%s with %s", name, labels).hasSize(1);
        return found.get(0).value();
    }

    double value(String name) {
        return value(name, Map.of());
    }

    /** Returns the numbers of a name with such labels among theirs. */
    List<Sample> samples(String name, Map<String, String> labels) {
        return families.values().stream()
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }
}
