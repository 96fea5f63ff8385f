package io.lodestar.server.peers;

import io.lodestar.server.config.Configuration;
import io.lodestar.server.config.Effect;
import io.lodestar.server.config.Key;
import io.lodestar.server.config.Section;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The settings that should be alike on all name servers: not where one of them listens or keeps its files, and of what may be a secret, only that there
 * is one.
 */
final class ConfigSource implements EntrySource {
    private static final Set<Section> OF_ONE_SERVER = EnumSet.of(Section.OUTGOING, Section.SECURITY);
    /** By name: other keys are not needed to tell what is one server's own. */
    private static final Set<String> NAMES_OF_ONE_SERVER = Set.of(
            "bindAddress",
            "listenPort",
            "httpBindAddress",
            "httpPort",
            "rocketmqHome",
            "logFormat",
            "logLevel",
            "logLevels");

    private final Configuration configuration;

    ConfigSource(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Object version() {
        return configuration.current();
    }

    @Override
    public void each(Predicate<String> wanted, Hasher hasher, BiConsumer<String, Facts> reader) {
        for (var row : configuration.table()) {
            if (isCompared(row.key()) && wanted.test(row.key().name())) {
                reader.accept(row.key().name(), Facts.of("value", row.value(), hasher));
            }
        }
    }

    private static boolean isCompared(Key<?> key) {
        return !OF_ONE_SERVER.contains(key.section())
                && key.effect() != Effect.IGNORED
                && !(key.defaultValue() instanceof Path)
                && !NAMES_OF_ONE_SERVER.contains(key.name());
    }
}
