/** The name server process: builds the parts and owns their start and stop. */
@NullMarked
package io.lodestar.server;

import org.jspecify.annotations.NullMarked;
