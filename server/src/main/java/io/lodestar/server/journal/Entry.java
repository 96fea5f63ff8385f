package io.lodestar.server.journal;

/**
 * One entry of the journal.
 *
 * @param number greater by one than that of the entry before, across restarts
 * @param timeMillis when it happened, in milliseconds since 1970
 */
public record Entry(long number, long timeMillis, Event event) {}
