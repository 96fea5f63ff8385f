/** One record for each body, with the streaming codec that reads or writes it. */
@NullMarked
package io.lodestar.protocol.body;

import org.jspecify.annotations.NullMarked;
