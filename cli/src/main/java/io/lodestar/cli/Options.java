package io.lodestar.cli;

import io.lodestar.client.ClientSettings;
import io.lodestar.client.Credentials;
import io.lodestar.client.NameServers;
import io.lodestar.client.TlsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that all commands share: whom to ask, as whom, and how results look. */
final class Options {
    private static final String NAME_SERVER = "--name-server";
    private static final String TIMEOUT = "--timeout";
    private static final String ACCESS_KEY = "--access-key";
    private static final String SECRET_KEY = "--secret-key";
    private static final String TLS = "--tls";
    private static final String TLS_CA = "--tls-ca";
    private static final String TLS_ANY_HOST = "--tls-any-host";
    private static final String TLS_CERTIFICATE = "--tls-cert";
    private static final String TLS_KEY = "--tls-key";
    private static final String JSON = "--json";
    private static final String COLOUR = "--color";

    private static final int DEFAULT_PORT = 9876;
    private static final String DEFAULT_NAME_SERVER = "127.0.0.1:" + DEFAULT_PORT;
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Room for a list of a few million topics. */
    private static final int LONGEST_ANSWER = 256 << 20;

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(ms|s|m|)");

    private Options() {}

    /** An option with an argument. */
    static OptionSpec.Builder valued(String label, String... names) {
        return OptionSpec.builder(names).paramLabel(label).type(String.class).arity("1");
    }

    /** An option that is there or not. */
    static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0");
    }

    static void addJson(CommandSpec spec) {
        spec.addOption(flag(JSON).description("Print JSON instead of a table.").build());
        spec.addOption(valued("WHEN", COLOUR)
                .description("Use colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
                .build());
    }

    static void addConnection(CommandSpec spec) {
        spec.addOption(valued("LIST", "-n", NAME_SERVER)
                .description(
                        "Name servers: host:port;host:port, or dns:host:port for all that one name stands for, or the http address of a list."
                                + " Default: the variable NAMESRV_ADDR, else " + DEFAULT_NAME_SERVER + ".")
                .build());
        addAccess(spec);
    }

    /** The options of a command that is told whom to ask in another way. */
    static void addAccess(CommandSpec spec) {
        spec.addOption(valued("TIME", TIMEOUT)
                .description("How long each request may take, as 500ms, 3s or 1m. Default: 3s.")
                .build());
        spec.addOption(valued("KEY", ACCESS_KEY)
                .description("Sign requests as this account. Default: the variable LODESTAR_ACCESS_KEY.")
                .build());
        spec.addOption(valued("KEY", SECRET_KEY)
                .description(
                        "What to sign with. Others on this machine can read it in the list of processes: better set the variable"
                                + " LODESTAR_SECRET_KEY.")
                .build());
        spec.addOption(flag(TLS)
                .description(
                        "Encrypt. Certificates must be signed by somebody whom this Java trusts, unless --tls-ca is given.")
                .build());
        spec.addOption(valued("FILE", TLS_CA)
                .description("Encrypt, and trust the authorities in this PEM file; \"any\" trusts everybody.")
                .build());
        spec.addOption(flag(TLS_ANY_HOST)
                .description(
                        "Take certificates that do not name the host that was dialled, as those of many fleets; then any that the authorities signed passes.")
                .build());
        spec.addOption(valued("FILE", TLS_CERTIFICATE)
                .description("Show this certificate (PEM) to name servers that ask for one; with --tls-key.")
                .build());
        spec.addOption(valued("FILE", TLS_KEY)
                .description(
                        "Its key (PKCS#8 PEM); the variable LODESTAR_TLS_KEY_PASSWORD has the password, if it needs one.")
                .build());
    }

    static boolean isJson(ParseResult arguments) {
        return has(arguments, JSON);
    }

    static Printer.Colours colours(ParseResult arguments) {
        var when = text(arguments, COLOUR, "auto");
        return switch (when) {
            case "auto" -> Printer.Colours.AUTO;
            case "always" -> Printer.Colours.ALWAYS;
            case "never" -> Printer.Colours.NEVER;
            default -> throw new UsageException(COLOUR + " is auto, always or never, not '" + when + "'");
        };
    }

    /** Returns whether an option was given. */
    static boolean has(ParseResult arguments, String option) {
        return arguments.commandSpec().findOption(option) != null && arguments.hasMatchedOption(option);
    }

    /** Returns the option's argument, or what is used without it. */
    static String text(ParseResult arguments, String option, String otherwise) {
        boolean has = arguments.commandSpec().findOption(option) != null;
        return has ? arguments.matchedOptionValue(option, otherwise) : otherwise;
    }

    static ClientSettings settings(ParseResult arguments, Surroundings surroundings) {
        var variable = surroundings.variable("NAMESRV_ADDR");
        var nameServers = text(arguments, NAME_SERVER, variable.isBlank() ? DEFAULT_NAME_SERVER : variable);
        try {
            var settings = ClientSettings.of(nameServers(nameServers))
                    .withRequestTimeout(length(TIMEOUT, text(arguments, TIMEOUT, "3s")))
                    .withMaxAnswerBytes(LONGEST_ANSWER)
                    .withTls(tls(arguments, surroundings));
            var accessKey = text(arguments, ACCESS_KEY, surroundings.variable("LODESTAR_ACCESS_KEY"));
            var secretKey = text(arguments, SECRET_KEY, surroundings.variable("LODESTAR_SECRET_KEY"));
            return accessKey.isEmpty() && secretKey.isEmpty()
                    ? settings
                    : settings.withCredentials(Credentials.of(accessKey, secretKey));
        } catch (IllegalArgumentException mistake) {
            throw new UsageException(String.valueOf(mistake.getMessage()));
        }
    }

    /** Returns a list of name servers in which those without a port have the usual one. */
    static String withPorts(String list) {
        return Arrays.stream(list.strip().split("[;,\\s]+"))
                .map(entry -> entry.isEmpty() || entry.matches(".*:\\d*") ? entry : entry + ":" + DEFAULT_PORT)
                .collect(Collectors.joining(";"));
    }

    private static NameServers nameServers(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            return NameServers.http(URI.create(text));
        }
        return lower.startsWith("dns:")
                ? NameServers.dns(text.substring("dns:".length()))
                : NameServers.of(withPorts(text));
    }

    /** Returns a length of time such as 500ms, 3s, 1m or 3, which is seconds. */
    static Duration length(String option, String text) {
        var parts = LENGTH.matcher(text);
        if (!parts.matches()) {
            throw new UsageException(option + " takes a length of time such as 500ms, 3s or 1m, not '" + text + "'");
        }
        long number = Long.parseLong(parts.group(1));
        var length = switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
        if (length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new UsageException(option + " takes from 1ms to " + LONGEST.toMinutes() + "m, not '" + text + "'");
        }
        return length;
    }

    /** Returns the option's whole number, which is at least 1, or what is used without it. */
    static int number(ParseResult arguments, String option, int otherwise, int max) {
        if (!has(arguments, option)) {
            return otherwise;
        }
        var text = text(arguments, option, "");
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        }
        throw new UsageException(option + " takes a number from 1 to " + max + ", not '" + text + "'");
    }

    private static TlsOptions tls(ParseResult arguments, Surroundings surroundings) {
        var authorities = text(arguments, TLS_CA, "");
        var certificate = text(arguments, TLS_CERTIFICATE, "");
        var key = text(arguments, TLS_KEY, "");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new UsageException(TLS_CERTIFICATE + " and " + TLS_KEY + " go together");
        }
        var trusted = trust(authorities, has(arguments, TLS) || !certificate.isEmpty());
        var tls = has(arguments, TLS_ANY_HOST) ? trusted.withoutHostNames() : trusted;
        return certificate.isEmpty()
                ? tls
                : tls.withCertificate(new TlsOptions.ClientCertificate(
                        Path.of(certificate), Path.of(key), surroundings.variable("LODESTAR_TLS_KEY_PASSWORD")));
    }

    private static TlsOptions trust(String authorities, boolean encrypted) {
        return switch (authorities) {
            case "" -> encrypted ? TlsOptions.trustingPublicAuthorities() : TlsOptions.DISABLED;
            case "any" -> TlsOptions.trustingAnybody();
            default -> TlsOptions.trusting(Path.of(authorities));
        };
    }
}
