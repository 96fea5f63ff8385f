/** A producer and consumer that runs in its own JVM with the jars of one Apache release and obeys its standard input. */
@NullMarked
package io.lodestar.interop.programs;

import org.jspecify.annotations.NullMarked;
