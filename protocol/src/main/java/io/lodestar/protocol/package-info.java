/** The RocketMQ remoting wire as values: frames, both header encodings, request and response codes. */
@NullMarked
package io.lodestar.protocol;

import org.jspecify.annotations.NullMarked;
