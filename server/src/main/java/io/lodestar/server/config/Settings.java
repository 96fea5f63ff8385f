package io.lodestar.server.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of all keys at one moment, and the keys of the file that mean nothing but are printed by code 319. Immutable.
 *
 * <p>Programs that run a server inside begin with {@link #inMemory()} or {@link #inFolder(Path)}; those that stand in for the process
 * {@code mqnamesrv}, with {@link #defaults()}. docs/configuration.md says what each key means.
 */
public final class Settings {

    private static final Settings DEFAULTS = new Settings(defaultValues(), Collections.emptySortedMap());

    /** One value for each key, at the key's index; never changed after construction. */
    private final Object[] values;

    private final SortedMap<String, String> extras;

    private Settings(Object[] values, SortedMap<String, String> extras) {
        this.values = values;
        this.extras = extras;
    }

    private static Object[] defaultValues() {
        var values = new Object[Keys.all().size()];
        Keys.all().forEach(key -> values[key.index()] = key.defaultValue());
        return values;
    }

    /** Returns every key at its default: any address of this machine, port 9876, files in the user's home. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /** Returns settings for a server inside a program: only this machine can reach it, any free port, no HTTP, and it touches no file. */
    public static Settings inMemory() {
        return inside().with(Keys.KEEP_STATE, false);
    }

    /**
     * Returns settings for a server inside a program: only this machine can reach it, any free port, no HTTP, and all that it writes is in this folder. The
     * folder comes into being if need be, and belongs to one server at a time; the next one finds what the last one kept.
     */
    public static Settings inFolder(Path folder) {
        return inside().with(Keys.STATE_FOLDER, folder.resolve("state"))
                .with(Keys.KV_CONFIG_PATH, folder.resolve("kvConfig.json"))
                .with(Keys.CONFIG_STORE_PATH, folder.resolve("namesrv.properties"));
    }

    private static Settings inside() {
        return DEFAULTS.with(Keys.BIND_ADDRESS, "127.0.0.1")
                .with(Keys.LISTEN_PORT, 0)
                .with(HttpKeys.HTTP_PORT, HttpPort.OFF);
    }

    /** The value of a key. Cheap enough for the request path. */
    @SuppressWarnings(
            "unchecked") // with() and parsed() store a T at the index of a Key<T>, and nothing else writes there
    public <T> T get(Key<T> key) {
        return (T) values[key.index()];
    }

    /**
     * Returns these settings with one value replaced.
     *
     * @throws IllegalArgumentException when the key cannot have the value; the message names both and what it must be
     */
    public <T> Settings with(Key<T> key, T value) {
        if (key.parse(value.toString()).isEmpty()) {
            throw new IllegalArgumentException(key + "=" + value + " must be " + key.description());
        }
        var changed = values.clone();
        changed[key.index()] = value;
        return new Settings(changed, extras);
    }

    /** These settings with one value read from text; empty if the text is no value of the key. */
    <T> Optional<Settings> parsed(Key<T> key, String text) {
        return key.parse(text).map(value -> with(key, value));
    }

    /** Why two of the values cannot hold together, if so; each by itself is within its bounds. */
    Optional<String> contradiction() {
        var low = get(Keys.WRITE_BUFFER_LOW_WATER_MARK);
        var high = get(Keys.WRITE_BUFFER_HIGH_WATER_MARK);
        return low > high && high > 0
                ? Optional.of("writeBufferLowWaterMark=" + low + " must not be above writeBufferHighWaterMark=" + high)
                : Optional.empty();
    }

    /** The keys of the file as they stand there. */
    SortedMap<String, String> extras() {
        return extras;
    }

    Settings withExtra(String name, String text) {
        var changed = new TreeMap<>(extras);
        changed.put(name, text);
        return new Settings(values, Collections.unmodifiableSortedMap(changed));
    }

    /** The value of a key as an operator would write it; empty for a text that was never given. */
    Optional<String> textOf(Key<?> key) {
        var text = get(key).toString();
        return text.isEmpty() && key.defaultText().isEmpty() ? Optional.empty() : Optional.of(text);
    }

    boolean isDefault(Key<?> key) {
        return get(key).equals(key.defaultValue());
    }
}
