/** What is counted and measured, and how Prometheus is told of it. */
@NullMarked
package io.lodestar.server.metrics;

import org.jspecify.annotations.NullMarked;
