/** The command line, run as people run it, against Apache's name server and ours. */
@NullMarked
package io.lodestar.interop.command;

import org.jspecify.annotations.NullMarked;
