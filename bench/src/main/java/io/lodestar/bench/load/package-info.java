/** The load generator: one thread, many connections, requests that were written beforehand. */
@NullMarked
package io.lodestar.bench.load;

import org.jspecify.annotations.NullMarked;
