package io.lodestar.cli;

import io.lodestar.cli.CommandTree.Leaf;
import io.lodestar.client.admin.NameServerAdmin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code config get|set}: how a name server is configured. */
final class ConfigCommands {
    private ConfigCommands() {}

    static List<Leaf> all() {
        return List.of(new Leaf("get", new Get()), new Leaf("set", new Change()));
    }

    /** {@code config get [KEY...]}. */
    private static final class Get implements Command {
        @Override
        public void describe(CommandSpec spec) {
            spec.usageMessage()
                    .header("Shows the configuration.")
                    .description("Shows how the name server is configured.")
                    .footer("Exit code 1 when there is no such key.");
            Arguments.many(spec, "KEY", 0, "Only these keys.");
        }

        @Override
        public ExitCode run(Session session, ParseResult arguments) {
            var printer = session.printer();
            var wanted = Arguments.all(arguments);
            var all = session.first(NameServerAdmin::fetchConfiguration);
            var shown = new TreeMap<>(all);
            if (!wanted.isEmpty()) {
                shown.keySet().retainAll(wanted);
            }
            if (!printer.printed(() -> Json.object().with("config", shown))) {
                shown.forEach((key, value) -> printer.raw(Text.safe(key + "=" + value)));
            }
            var missing = wanted.stream().filter(key -> !all.containsKey(key)).toList();
            missing.forEach(key -> printer.say("the name server has no key " + key));
            return missing.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERENT;
        }
    }

    /** {@code config set KEY=VALUE...}. */
    private static final class Change implements Command {
        @Override
        public void describe(CommandSpec spec) {
            spec.usageMessage()
                    .header("Changes the configuration.")
                    .description(
                            "Changes how every name server of the list is configured, and looks whether the change was taken: Apache's name"
                                    + " servers pass over keys that they do not know without a word.")
                    .footer("Exit code 1 when a name server did not take a change, without refusing it.");
            Arguments.many(spec, "KEY=VALUE", 1, "The changes.");
        }

        @Override
        public ExitCode run(Session session, ParseResult arguments) {
            var changes = changes(Arguments.all(arguments));
            var all = EveryServer.ask(session, server -> change(server, changes));
            var outcome = all.print(
                    untaken -> Json.object().with("untaken", untaken),
                    (server, untaken) -> server + ": " + (untaken.isEmpty() ? "changed " : "did not change all of ")
                            + String.join(", ", changes.keySet()));
            boolean complete = true;
            for (var entry : all.done().entrySet()) {
                for (var key : entry.getValue().keySet()) {
                    complete = false;
                    session.printer()
                            .say(entry.getKey() + " still says " + key + "="
                                    + entry.getValue().get(key)
                                    + ": it has no such key, or the value makes no sense to it");
                }
            }
            return complete ? outcome : outcome.and(ExitCode.DIFFERENT);
        }

        /** Returns what was not taken, with the values that hold. */
        private static CompletableFuture<SortedMap<String, String>> change(
                NameServerAdmin server, Map<String, String> changes) {
            return server.fetchConfiguration()
                    .thenCompose(before -> server.changeConfiguration(changes)
                            .thenCompose(nothing -> server.fetchConfiguration())
                            .thenApply(now -> untaken(changes, before, now)));
        }

        /** Of a value that is masked, or was written in another way, it can only be seen that it is another one now. */
        private static SortedMap<String, String> untaken(
                Map<String, String> changes, Map<String, String> before, Map<String, String> now) {
            SortedMap<String, String> untaken = new TreeMap<>();
            changes.forEach((key, value) -> {
                var holds = now.getOrDefault(key, "");
                boolean moved = !holds.equals(before.getOrDefault(key, ""));
                if (!moved && !holds.equalsIgnoreCase(value.strip()) && !holds.equals(Comparison.MASKED)) {
                    untaken.put(key, holds);
                }
            });
            return untaken;
        }

        private static Map<String, String> changes(List<String> words) {
            var changes = new LinkedHashMap<String, String>();
            for (var word : words) {
                int end = word.indexOf('=');
                if (end < 1) {
                    throw new UsageException("'" + word + "' is no KEY=VALUE");
                }
                changes.put(word.substring(0, end), word.substring(end + 1));
            }
            return changes;
        }
    }
}
