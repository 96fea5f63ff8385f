package io.lodestar.server.config;

import io.lodestar.server.store.AtomicFile;
import io.lodestar.server.store.FileTrouble;
import io.lodestar.server.store.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that hold now. Readers take {@link #current()} and never wait; one change is made at a time. */
public final class Configuration {

    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    /** How much of what a peer sent is written to the log. */
    private static final int MAX_LOGGED = 100;

    private final ReentrantLock writer = new ReentrantLock();
    private final List<String> warnings;
    private final Set<String> blackList;

    /** Replaced under {@link #writer}. */
    private volatile Settings current;

    /** Of the keys that somebody gave a value. Replaced under {@link #writer}. */
    private volatile Map<String, Origin> origins;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Configuration(Settings settings, List<String> warnings, Map<String, Origin> origins) {
        this.current = settings;
        this.origins = Map.copyOf(origins);
        this.warnings = List.copyOf(warnings);
        this.blackList = blackListOf(settings);
    }

    /** A configuration that starts with these settings; they count as good. */
    public static Configuration of(Settings settings) {
        return new Configuration(settings, List.of(), Map.of());
    }

    /** The defaults, changed by what the environment says. */
    public static Configuration fromEnvironment() throws ConfigurationException {
        return of(new SettingsReader().environment());
    }

    /** The defaults, changed by what the environment and then the file say. */
    public static Configuration fromFile(Path file) throws ConfigurationException {
        return of(new SettingsReader().environmentAndFile(file));
    }

    private static Configuration of(SettingsReader.Read read) {
        return new Configuration(read.settings(), read.warnings(), read.origins());
    }

    /** The settings as of now. */
    public Settings current() {
        return current;
    }

    /** From now on, runs this, too, after each change; it must not wait. */
    public void tell(Runnable listener) {
        listeners.add(listener);
    }

    /** What an operator should know about the configuration as it was read, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** The configuration as code 319 answers it: a line for each key, sorted, nothing escaped; what may be a secret is hidden. */
    public String asText() {
        return printed(current).entrySet().stream()
                .filter(entry -> Keys.find(entry.getKey())
                        .filter(key -> key.section() == Section.SECURITY)
                        .isEmpty())
                .map(entry -> entry.getKey() + "=" + Masking.shown(entry.getKey(), entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** Every key and its value in the order of the table, a line each. */
    public List<String> asLines() {
        var settings = current;
        return Keys.all().stream()
                .filter(key -> key.section() != Section.SECURITY)
                .flatMap(key -> settings.textOf(key).map(text -> key.name() + "=" + text).stream())
                .toList();
    }

    /** Returns every key with its value, in the order of the table; what may be a secret is hidden. */
    public List<ConfiguredKey> table() {
        var settings = current;
        var known = origins;
        return Keys.all().stream()
                .map(key -> new ConfiguredKey(
                        key,
                        Masking.shown(key.name(), settings.textOf(key).orElse("")),
                        known.getOrDefault(key.name(), settings.isDefault(key) ? Origin.DEFAULT : Origin.PROGRAM),
                        isChangeable(key)))
                .toList();
    }

    private boolean isChangeable(Key<?> key) {
        return !isFixed(key.name()) && !blackList.contains(key.name());
    }

    /** Returns why a key cannot be given a value now, a sentence; empty when it can. */
    public Optional<String> objection(String name, String value) {
        var key = Keys.find(name);
        if (key.isEmpty()) {
            return Optional.of("there is no key " + cut(name) + Spelling.hint(name));
        }
        if (!isChangeable(key.get())) {
            return Optional.of(name + " cannot be changed while the server runs: edit the property file and restart");
        }
        return key.get().parse(value).isPresent()
                ? Optional.empty()
                : Optional.of(name + " must be " + key.get().description());
    }

    /** Applies a property text as code 318 brings it, and saves the whole configuration before it returns. */
    public UpdateOutcome update(String propertiesText) {
        Map<String, String> requested;
        try {
            requested = PropertyText.parse(propertiesText);
        } catch (IllegalArgumentException malformed) {
            LOG.warn("A change of the configuration was refused: {}", malformed.getMessage());
            return UpdateOutcome.nothing(UpdateOutcome.Kind.MALFORMED, "string2Properties error");
        }
        return update(requested);
    }

    /** Gives keys values and saves the whole configuration before it returns; unknown keys and impossible values are passed over. */
    public UpdateOutcome update(Map<String, String> requested) {
        var forbidden = requested.keySet().stream().filter(blackList::contains).toList();
        if (!forbidden.isEmpty()) {
            LOG.warn("A change of the configuration was refused: {} may not be changed from afar", forbidden);
            return UpdateOutcome.nothing(UpdateOutcome.Kind.REFUSED, "Can not update config in black list.");
        }
        var fixed = requested.keySet().stream().filter(Configuration::isFixed).toList();
        if (!fixed.isEmpty()) {
            LOG.warn("A change of the configuration was refused: {} may not be changed from afar", fixed);
            return UpdateOutcome.nothing(
                    UpdateOutcome.Kind.REFUSED,
                    String.join(", ", fixed) + " cannot be changed from afar: edit the property file and restart");
        }
        return apply(requested);
    }

    /** Of the keys that are there; those that nobody knows are passed over, as the original does. */
    private static boolean isFixed(String name) {
        return Keys.find(name)
                .filter(key -> !key.section().isRemote() || !key.effect().isChangeableFromAfar())
                .isPresent();
    }

    private UpdateOutcome apply(Map<String, String> requested) {
        var outcome = applied(requested);
        listeners.forEach(Runnable::run);
        return outcome;
    }

    private UpdateOutcome applied(Map<String, String> requested) {
        writer.lock();
        try {
            var changed = current;
            for (var entry : requested.entrySet()) {
                changed = changed(changed, entry.getKey(), entry.getValue());
            }
            logChanges(current, changed);
            var changes = changes(current, changed);
            origins = origins(changed);
            current = changed;
            return save(changed, changes);
        } finally {
            writer.unlock();
        }
    }

    private Map<String, Origin> origins(Settings changed) {
        var now = new TreeMap<>(origins);
        Keys.all().stream()
                .filter(key -> !current.get(key).equals(changed.get(key)))
                .forEach(key -> now.put(key.name(), Origin.RUNTIME));
        return Map.copyOf(now);
    }

    private static Settings changed(Settings settings, String name, String text) {
        var key = Keys.find(name);
        if (key.isEmpty()) {
            LOG.warn("{} was not applied: there is no such key{}", cut(name), Spelling.hint(name));
            return settings;
        }
        return settings.parsed(key.get(), text).orElseGet(() -> {
            LOG.warn(
                    "{}={} was not applied: it must be {}",
                    name,
                    cut(text),
                    key.get().description());
            return settings;
        });
    }

    private static String cut(String text) {
        return text.length() > MAX_LOGGED ? text.substring(0, MAX_LOGGED) + "…" : text;
    }

    private static void logChanges(Settings before, Settings after) {
        for (var key : Keys.all()) {
            if (!before.get(key).equals(after.get(key))) {
                LOG.info(
                        "{} changed from {} to {}; takes effect: {}",
                        key,
                        before.get(key),
                        after.get(key),
                        key.effect().text());
            }
        }
    }

    private static List<String> changes(Settings before, Settings after) {
        var was = printed(before);
        var is = printed(after);
        var names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(was.get(name), is.get(name)))
                .map(name -> name + "=" + is.getOrDefault(name, ""))
                .toList();
    }

    private static UpdateOutcome save(Settings settings, List<String> changes) {
        if (!settings.get(Keys.KEEP_STATE)) {
            return UpdateOutcome.applied(changes);
        }
        var path = settings.get(Keys.CONFIG_STORE_PATH);
        try {
            var text = PropertyText.format(printed(settings));
            var content = text.getBytes(StandardCharsets.ISO_8859_1);
            Seal.PROPERTIES.write(
                    new AtomicFile(path), content, Clock.systemUTC().instant());
            return UpdateOutcome.applied(changes);
        } catch (IOException failure) {
            LOG.error("The configuration was changed but not saved, the next start will not know it", failure);
            return new UpdateOutcome(
                    UpdateOutcome.Kind.NOT_SAVED,
                    "applied until the next start, but not saved to " + path + ": " + FileTrouble.reason(failure),
                    changes);
        }
    }

    /** What is printed and saved: the file's own keys, overlaid with the values that hold. */
    private static SortedMap<String, String> printed(Settings settings) {
        var lines = new TreeMap<>(settings.extras());
        for (var key : Keys.all()) {
            if (key.section().isRemote()) {
                settings.textOf(key).ifPresent(text -> lines.put(key.name(), text));
            }
        }
        return lines;
    }

    private static Set<String> blackListOf(Settings settings) {
        var listed = Arrays.stream(settings.get(Keys.CONFIG_BLACK_LIST).split(";", -1));
        var fixed = Keys.all().stream()
                .filter(key -> key.effect() == Effect.REFUSED)
                .map(Key::name);
        return Stream.concat(fixed, listed).map(String::trim).collect(Collectors.toUnmodifiableSet());
    }
}
