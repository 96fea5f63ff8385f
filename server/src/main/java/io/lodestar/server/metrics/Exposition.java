package io.lodestar.server.metrics;

/**
 * All metrics as of one moment, as somebody asked for them.
 *
 * @param text what Prometheus reads, in UTF-8
 */
public record Exposition(String contentType, byte[] text) {}
