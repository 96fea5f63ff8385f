package io.lodestar.server.config;

/**
 * A key and the value that it has now.
 *
 * @param value as an operator would write it; empty for a text that was never given
 * @param changeable whether it may be changed while the server runs
 */
public record ConfiguredKey(Key<?> key, String value, Origin origin, boolean changeable) {}
