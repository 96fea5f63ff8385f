/** What a broker does: tells name servers what it has. */
@NullMarked
package io.lodestar.client.broker;

import org.jspecify.annotations.NullMarked;
