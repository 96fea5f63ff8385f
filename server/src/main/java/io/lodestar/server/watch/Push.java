package io.lodestar.server.watch;

import io.lodestar.protocol.header.RouteVersion;
import java.util.List;

/**
 * What one watcher is to be told.
 *
 * @param changed none stands for all
 */
record Push(Watcher watcher, RouteVersion version, List<Watched> changed) {}
