package io.lodestar.server.watch;

import io.lodestar.protocol.NameRule;
import io.lodestar.server.config.InputLimits;
import io.lodestar.server.config.LimitKeys;
import io.lodestar.server.config.Settings;

/**
 * How much may be watched.
 *
 * @param connections how many connections may watch; 0 turns the watch off
 * @param topicsEach topics that one connection may name
 * @param topics topics that are watched, or were until lately
 * @param links topics that connections watch, each counted for each connection
 * @param names characters in the names of watched topics
 * @param rule what a name must be
 */
public record WatchLimits(int connections, int topicsEach, int topics, int links, int names, NameRule rule) {
    /** Returns the limits that are configured. */
    public static WatchLimits of(Settings settings) {
        return new WatchLimits(
                settings.get(LimitKeys.WATCH_CONNECTIONS_MAX),
                settings.get(LimitKeys.WATCH_TOPICS_PER_CONNECTION_MAX),
                settings.get(LimitKeys.WATCH_TOPICS_MAX),
                settings.get(LimitKeys.WATCH_LINKS_MAX),
                settings.get(LimitKeys.WATCH_NAMES_MAX_LENGTH),
                InputLimits.names(settings));
    }
}
