package io.lodestar.server.config;

import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.store.OwnerOnly;
import io.lodestar.server.store.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the settings a server starts with: defaults, then the environment, then the file. */
final class SettingsReader {

    /** The original's sample files open with a licence in an XML comment, each line of which would read as a key. */
    private static final Pattern XML_COMMENT = Pattern.compile("^\\s*<!--.*?-->", Pattern.DOTALL | Pattern.MULTILINE);

    private static final String REMOTING = "com.rocketmq.remoting.";
    private static final Map<String, Key<?>> SYSTEM_PROPERTIES = Map.of(
            REMOTING + "frameMaxLength",
            Keys.FRAME_MAX_LENGTH,
            REMOTING + "socket.sndbuf.size",
            Keys.SERVER_SOCKET_SND_BUF_SIZE,
            REMOTING + "socket.rcvbuf.size",
            Keys.SERVER_SOCKET_RCV_BUF_SIZE,
            REMOTING + "socket.backlog",
            Keys.SERVER_SOCKET_BACKLOG,
            REMOTING + "write.buffer.high.water.mark",
            Keys.WRITE_BUFFER_HIGH_WATER_MARK,
            REMOTING + "write.buffer.low.water.mark",
            Keys.WRITE_BUFFER_LOW_WATER_MARK,
            "rocketmq.home.dir",
            Keys.ROCKETMQ_HOME);

    private static final Map<String, Key<?>> LOGGING =
            Map.of("LODESTAR_LOG_LEVEL", LogKeys.LEVEL, "LODESTAR_LOG_FORMAT", LogKeys.FORMAT);

    private final Function<String, Optional<String>> systemProperty;
    private final Function<String, Optional<String>> environmentVariable;
    private final List<String> warnings = new ArrayList<>();
    /** Of the keys that were given a value. */
    private final Map<String, Origin> origins = new TreeMap<>();

    SettingsReader() {
        this(name -> Optional.ofNullable(System.getProperty(name)), name -> Optional.ofNullable(System.getenv(name)));
    }

    SettingsReader(
            Function<String, Optional<String>> systemProperty, Function<String, Optional<String>> environmentVariable) {
        this.systemProperty = systemProperty;
        this.environmentVariable = environmentVariable;
    }

    /** What was read, and what an operator should know about it. */
    record Read(Settings settings, List<String> warnings, Map<String, Origin> origins) {}

    Read environment() throws ConfigurationException {
        return new Read(withTlsFile(consistent("system properties", fromEnvironment())), warnings, origins);
    }

    Read environmentAndFile(Path file) throws ConfigurationException {
        var entries = entriesOf(
                file,
                XML_COMMENT
                        .matcher(textOf(file, "give -c an existing property file"))
                        .replaceAll(""));
        var settings = fromEnvironment();
        for (var entry : entries.entrySet()) {
            settings = settings.withExtra(entry.getKey(), entry.getValue());
            settings = changed(settings, file + ": ", entry.getKey(), entry.getValue());
            note(entry.getKey(), Origin.FILE);
        }
        warnOfUnknown(file, entries);
        var read = withTlsFile(consistent(file.toString(), settings));
        return new Read(read.with(Keys.CONFIG_STORE_PATH, file), warnings, origins);
    }

    /** As in the original, the file of transport security counts more than all else. */
    private Settings withTlsFile(Settings settings) throws ConfigurationException {
        var file = settings.get(TlsKeys.CONFIG_FILE);
        if (file.toString().isEmpty() || (settings.isDefault(TlsKeys.CONFIG_FILE) && !Files.exists(file))) {
            return settings;
        }
        var changed = settings;
        var entries = entriesOf(file, textOf(file, "give tls.config.file an existing property file"));
        for (var entry : entries.entrySet()) {
            var key = Keys.find(entry.getKey())
                    .filter(known -> known.section() == Section.SECURITY && !TlsKeys.NOT_IN_TLS_FILE.contains(known));
            if (key.isPresent()) {
                changed = changed(changed, file + ": ", key.get(), entry.getValue());
                note(entry.getKey(), Origin.FILE);
            } else {
                warnings.add(file + ": " + entry.getKey() + " does not count in this file");
            }
        }
        return changed;
    }

    private static Settings consistent(String source, Settings settings) throws ConfigurationException {
        var contradiction = settings.contradiction();
        if (contradiction.isPresent()) {
            throw new ConfigurationException(source + ": " + contradiction.get());
        }
        return settings;
    }

    private Settings fromEnvironment() throws ConfigurationException {
        var settings = Settings.defaults();
        var home = environmentVariable.apply("ROCKETMQ_HOME");
        if (home.isPresent()) {
            settings = settings.with(Keys.ROCKETMQ_HOME, home.get());
            note(Keys.ROCKETMQ_HOME.name(), Origin.ENVIRONMENT);
        }
        settings = changed(settings, "the environment's ", LOGGING, environmentVariable);
        return changed(settings, "system property ", systemProperties(), systemProperty);
    }

    private Settings changed(
            Settings settings, String what, Map<String, Key<?>> sources, Function<String, Optional<String>> values)
            throws ConfigurationException {
        var changed = settings;
        for (var source : sources.entrySet()) {
            var text = values.apply(source.getKey());
            if (text.isPresent()) {
                changed = changed(changed, what + source.getKey() + ": ", source.getValue(), text.get());
                note(source.getValue().name(), Origin.ENVIRONMENT);
            }
        }
        return changed;
    }

    private void note(String name, Origin origin) {
        if (Keys.find(name).isPresent()) {
            origins.put(name, origin);
        }
    }

    private static SortedMap<String, Key<?>> systemProperties() {
        var sources = new TreeMap<>(SYSTEM_PROPERTIES);
        Keys.all().stream()
                .filter(key -> key.section() == Section.SECURITY)
                .forEach(key -> sources.put(key.name(), key));
        return sources;
    }

    private Settings changed(Settings settings, String source, String name, String text) throws ConfigurationException {
        var key = Keys.find(name);
        return key.isPresent() ? changed(settings, source, key.get(), text) : settings;
    }

    private Settings changed(Settings settings, String source, Key<?> key, String text) throws ConfigurationException {
        var changed = settings.parsed(key, text);
        if (key.effect() == Effect.IGNORED) {
            if (changed.map(parsed -> !parsed.isDefault(key)).orElse(true)) {
                warnings.add(source + key + " is ignored: " + key.meaning());
            }
            return changed.orElse(settings);
        }
        return changed.orElseThrow(() -> new ConfigurationException(source + key + "=" + text + " must be "
                + key.description() + "; correct the value or remove the line"));
    }

    private void warnOfUnknown(Path file, Map<String, String> entries) {
        var unknown = entries.keySet().stream()
                .filter(name -> Keys.find(name).isEmpty())
                .toList();
        var misspelt = unknown.stream()
                .filter(name -> Spelling.nearest(name).isPresent())
                .toList();
        misspelt.forEach(name -> warnings.add(file + ": there is no key " + name + Spelling.hint(name)));
        var foreign = unknown.stream().filter(name -> !misspelt.contains(name)).toList();
        if (!foreign.isEmpty()) {
            warnings.add(file + ": these keys mean nothing to a name server: " + String.join(", ", foreign));
        }
    }

    private String textOf(Path file, String remedy) throws ConfigurationException {
        try {
            if (OwnerOnly.isWritableByAll(file)) {
                warnings.add("any user of this machine can write to " + file + "; chmod o-w it");
            }
            var content = Files.readAllBytes(file);
            if (Seal.PROPERTIES.verdict(file, content) == Seal.Verdict.BROKEN) {
                throw new ConfigurationException(file
                        + " is damaged: its checksum is wrong, and nobody changed it since this server wrote it; correct and save it, or put "
                        + file + ".bak in its place");
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new ConfigurationException(
                    file + " cannot be read: " + FileTrouble.reason(failure) + "; " + remedy, failure);
        }
    }

    private static SortedMap<String, String> entriesOf(Path file, String text) throws ConfigurationException {
        try {
            return PropertyText.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(
                    file + " is no property file: " + malformed.getMessage() + "; write a back-slash twice", malformed);
        }
    }
}
