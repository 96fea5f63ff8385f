/** Benchmarks of single parts; each says in its Javadoc which question it answers. {@code bin/lodestar bench jmh [REGEX]} runs them. */
@NullMarked
package io.lodestar.bench.jmh;

import org.jspecify.annotations.NullMarked;
