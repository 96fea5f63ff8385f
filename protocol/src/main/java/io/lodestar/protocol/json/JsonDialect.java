package io.lodestar.protocol.json;

/** The two ways in which RocketMQ writes a map with whole-number keys (protocol 1.9). */
public enum JsonDialect {
    /** Bare keys, <code>{0:"a"}</code>, which is no JSON but what programs before 4.9.4 read. */
    LEGACY,
    /** Quoted keys, <code>{"0":"a"}</code>. */
    STANDARD
}
