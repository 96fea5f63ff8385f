/** JSON text as RocketMQ's peers expect it, written straight into a buffer. */
@NullMarked
package io.lodestar.protocol.json;

import org.jspecify.annotations.NullMarked;
