package io.lodestar.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the code of our pages comes from: regions of test sources between {@code // example: NAME} and {@code // end of example}, which
 * are compiled and run as all tests are. The programs that tests run with Apache's jars count as test sources.
 */
final class ExampleSources {
    private static final Pattern REGION =
            Pattern.compile("(?ms)^\\h*// example: (\\w+)\\n(.*?)^\\h*// end of example$");
    private static final Pattern BEGIN = Pattern.compile("(?m)^\\h*// example: \\w+$");

    private final Map<String, String> regions = new HashMap<>();

    private ExampleSources() {}

    /** Reads the test sources of all modules. */
    static ExampleSources read() {
        var found = new ExampleSources();
        modules().map(module -> module.resolve("src/test/java")).forEach(found::readFolder);
        found.readFolder(Checkout.path("interop/programs/src/main/java"));
        return found;
    }

    /** The code of a region, or the whole content of a file of the checkout when the name is a path; without its last line end. */
    String text(String name) {
        if (name.contains("/")) {
            return content(Checkout.path(name)).stripTrailing();
        }
        if (!regions.containsKey(name)) {
            throw new AssertionError("no test source has a line \"// example: " + name + "\"");
        }
        return regions.get(name);
    }

    /** The names of all regions. */
    List<String> names() {
        return regions.keySet().stream().sorted().toList();
    }

    private void readFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(this::readFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFile(Path file) {
        var source = content(file);
        var found = REGION.matcher(source).results().toList();
        if (found.size() != BEGIN.matcher(source).results().count()) {
            throw new AssertionError(file + " has an example that does not end with \"// end of example\"");
        }
        for (var region : found) {
            var text = region.group(2).stripTrailing().stripIndent().strip();
            if (regions.put(region.group(1), text) != null) {
                throw new AssertionError("a second example is called " + region.group(1) + " in " + file);
            }
        }
    }

    private static Stream<Path> modules() {
        try (var children = Files.list(Checkout.path(""))) {
            return children.filter(Files::isDirectory).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
