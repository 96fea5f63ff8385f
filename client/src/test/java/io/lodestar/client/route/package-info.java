/** Tests of discovery: in virtual time where it is about time, over loopback sockets where it is about connections. */
@NullMarked
package io.lodestar.client.route;

import org.jspecify.annotations.NullMarked;
