package io.lodestar.bench.load;

/**
 * A server of this machine.
 *
 * @param answersInOrder whether answers come in the order of their requests and do not say to which they belong
 */
public record Endpoint(int port, boolean answersInOrder) {}
