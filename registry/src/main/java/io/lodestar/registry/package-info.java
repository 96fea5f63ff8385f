/** What is known of brokers and topics, and the answers derived from it. */
@NullMarked
package io.lodestar.registry;

import org.jspecify.annotations.NullMarked;
