/** Brokers that register, over time that tests move and over sockets. */
@NullMarked
package io.lodestar.client.broker;

import org.jspecify.annotations.NullMarked;
