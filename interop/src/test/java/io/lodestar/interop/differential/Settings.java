package io.lodestar.interop.differential;

import java.util.Optional;

/**
 * What every member of a broker group tells about the group.
 *
 * @param actingMaster whether a slave may act as master; brokers before 5.0.0 say nothing
 */
public record Settings(Optional<Boolean> actingMaster, Optional<String> zone) {}
