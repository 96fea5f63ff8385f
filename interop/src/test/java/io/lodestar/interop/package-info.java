/** Lodestar among Apache's brokers, clients and tools, and the rules that its own code keeps. */
@NullMarked
package io.lodestar.interop;

import org.jspecify.annotations.NullMarked;
