package io.lodestar.registry;

/**
 * 128 bits that stand for all that a registration says, but for the connection it came on (decision 12). Registrations with one fingerprint
 * must say the same: what is read differently with the time or with the settings needs another one, or none.
 */
public record Fingerprint(long high, long low) {}
