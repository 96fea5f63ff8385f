package io.lodestar.server;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** The original's command line options, and its words for what is wrong with a command line. */
final class Options {

    static final String CONFIG_FILE = "-c";
    static final String PRINT_CONFIG_ITEM = "-p";

    private static final String ARGUMENT = "<arg>";

    private Options() {}

    /** Parses the options; what to do with them is the caller's. */
    static CommandLine commandLine() {
        var spec = CommandSpec.create()
                .name("mqnamesrv")
                .addOption(withArgument("--configFile", CONFIG_FILE, "Name server config properties file"))
                .addOption(withArgument(
                        "--namesrvAddr",
                        "-n",
                        "Name server address list, eg: '192.168.0.1:9876;192.168.0.2:9876' (has no effect)"))
                .addOption(OptionSpec.builder(PRINT_CONFIG_ITEM, "--printConfigItem")
                        .description("Print all config items")
                        .build())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print help")
                        .build())
                .addOption(OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Print the version of this server")
                        .build())
                .addPositional(ignored());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .customSynopsis("mqnamesrv [-c <arg>] [-h] [-n <arg>] [-p]")
                .width(120);
        spec.version("lodestar " + release() + " on Java " + Runtime.version());
        return new CommandLine(spec).setOverwrittenOptionsAllowed(true);
    }

    /** The version of this build, which its jar knows; classes outside of a jar have none. */
    static String release() {
        var version = Options.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    /** What the original says about the same mistake. */
    static String wordsFor(ParameterException mistake) {
        if (mistake instanceof CommandLine.UnmatchedArgumentException unknown) {
            return "Unrecognized option: " + String.join(" ", unknown.getUnmatched());
        }
        if (mistake instanceof CommandLine.MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return "Missing argument for option: " + option.shortestName().substring(1);
        }
        return mistake.toString();
    }

    private static OptionSpec withArgument(String longName, String shortName, String description) {
        return OptionSpec.builder(shortName, longName)
                .type(shortName.equals(CONFIG_FILE) ? Path.class : String.class)
                .paramLabel(ARGUMENT)
                .description(description)
                .build();
    }

    /** The original passes over whatever is no option. */
    private static PositionalParamSpec ignored() {
        return PositionalParamSpec.builder()
                .type(String[].class)
                .arity("0..*")
                .hidden(true)
                .build();
    }
}
