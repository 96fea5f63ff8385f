/** Servers to be measured, and what the operating system knows about them. */
@NullMarked
package io.lodestar.bench.process;

import org.jspecify.annotations.NullMarked;
