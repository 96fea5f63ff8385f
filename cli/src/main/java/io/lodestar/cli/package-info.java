/** The commands of the command line. */
@NullMarked
package io.lodestar.cli;

import org.jspecify.annotations.NullMarked;
