package io.lodestar.cli;

import io.lodestar.cli.CommandTree.Leaf;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kv get|put|delete|list}: the KV configuration, of which clients and brokers read the order of topics. */
final class KvCommands {
    private KvCommands() {}

    static List<Leaf> all() {
        return List.of(
                new Leaf("get", new Get()),
                new Leaf("put", new Put()),
                new Leaf("delete", new Delete()),
                new Leaf("list", new ListAll()));
    }

    private static void addNamespaceAndKey(CommandSpec spec) {
        Arguments.one(spec, "NAMESPACE", "The namespace, such as ORDER_TOPIC_CONFIG.");
        Arguments.one(spec, "KEY", "The key, such as a topic.");
    }

    /** {@code kv get NAMESPACE KEY}. */
    private static final class Get implements Command {
        @Override
        public void describe(CommandSpec spec) {
            spec.usageMessage()
                    .header("Prints a value.")
                    .description("Prints a value; just as it is when a program or a file takes it.")
                    .footer("Exit code 1 when there is no such value.");
            addNamespaceAndKey(spec);
        }

        @Override
        public ExitCode run(Session session, ParseResult arguments) {
            var namespace = Arguments.first(arguments);
            var key = Arguments.at(arguments, 1);
            var printer = session.printer();
            var value = session.first(server -> server.fetchKeyValue(namespace, key));
            if (value.isEmpty()) {
                var unused = printer.printed(
                        () -> Json.object().with("namespace", namespace).with("key", key));
                printer.say("there is no value of " + key + " in namespace " + namespace);
                return ExitCode.DIFFERENT;
            }
            if (!printer.printed(() ->
                    Json.object().with("namespace", namespace).with("key", key).with("value", value))) {
                printer.raw(printer.isTerminal() ? Text.safe(value.get()) : value.get());
            }
            return ExitCode.DONE;
        }
    }

    /** {@code kv put NAMESPACE KEY VALUE}. */
    private static final class Put implements Command {
        @Override
        public void describe(CommandSpec spec) {
            spec.usageMessage()
                    .header("Stores a value.")
                    .description("Stores a value at every name server of the list.");
            addNamespaceAndKey(spec);
            Arguments.one(spec, "VALUE", "The value, such as broker-a:4;broker-b:4.");
        }

        @Override
        public ExitCode run(Session session, ParseResult arguments) {
            var namespace = Arguments.first(arguments);
            var key = Arguments.at(arguments, 1);
            var value = arguments.matchedPositionalValue(2, "");
            return EveryServer.ask(
                            session,
                            server -> server.putKeyValue(namespace, key, value).thenApply(nothing -> key))
                    .print(
                            done -> Json.object().with("namespace", namespace).with("key", done),
                            (server, done) -> server + ": stored " + done + " in " + namespace);
        }
    }

    /** {@code kv delete NAMESPACE KEY}. */
    private static final class Delete implements Command {
        @Override
        public void describe(CommandSpec spec) {
            spec.usageMessage()
                    .header("Removes a value.")
                    .description(
                            "Removes a value from every name server of the list. One that is not there is no error.");
            addNamespaceAndKey(spec);
        }

        @Override
        public ExitCode run(Session session, ParseResult arguments) {
            var namespace = Arguments.first(arguments);
            var key = Arguments.at(arguments, 1);
            return EveryServer.ask(
                            session,
                            server -> server.deleteKeyValue(namespace, key).thenApply(nothing -> key))
                    .print(
                            done -> Json.object().with("namespace", namespace).with("key", done),
                            (server, done) -> server + ": removed " + done + " from " + namespace);
        }
    }

    /** {@code kv list NAMESPACE}. */
    private static final class ListAll implements Command {
        @Override
        public void describe(CommandSpec spec) {
            spec.usageMessage()
                    .header("Lists a namespace.")
                    .description("Lists the keys and values of a namespace.")
                    .footer("Exit code 1 when there is no such namespace.");
            Arguments.one(spec, "NAMESPACE", "The namespace, such as ORDER_TOPIC_CONFIG.");
        }

        @Override
        public ExitCode run(Session session, ParseResult arguments) {
            var namespace = Arguments.first(arguments);
            var printer = session.printer();
            var values = session.first(server -> server.fetchKeyValues(namespace));
            if (values.isEmpty()) {
                printer.say(
                        "there is no namespace " + namespace + "; \"lodestar kv put\" makes one with its first value");
                return ExitCode.DIFFERENT;
            }
            if (!printer.printed(
                    () -> Json.object().with("namespace", namespace).with("values", values))) {
                var table = Table.of("KEY", "VALUE");
                values.get().forEach(table::row);
                printer.print(table);
            }
            return ExitCode.DONE;
        }
    }
}
